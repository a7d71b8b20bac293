import { useKept, useWords } from '@/store/hooks';
import { Faces } from '@/ui/faces';
import { Page } from '@/ui/page';
import { now, stripNow } from '@/phone/code';
import { ArrivedLine } from './arrived-line';
import { CodeFace } from './code-face';
import { Steps } from './steps';

/** The first page: the code, where there is one, with nothing asked of anybody; else what is left to do until there is. */
export default function CodePage() {
  const { province, strips, actingFor } = useKept();
  const t = useWords();
  const held = stripNow(strips, now());
  const title = province === undefined ? t('健康码', 'Health code') : t.say(province.codeName);
  return (
    <Page title={title} nav="code">
      <Faces />
      <ArrivedLine />
      {held === undefined ? <Steps key={actingFor} /> : <CodeFace key={actingFor} />}
    </Page>
  );
}
