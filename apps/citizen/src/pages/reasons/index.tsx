import { colourSigns } from '@tongxing/contract';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, ColourSign } from '@/ui/kit';
import { Page } from '@/ui/page';
import { ReasonCard } from '@/ui/reason-card';

/** Why the code has this colour: what the phone was last told, so also without a network. */
export default function Reasons() {
  const { health } = useKept();
  const t = useWords();
  return (
    <Page title={t('为什么是这个颜色', 'Why this colour')}>
      {health === undefined ? (
        <p>
          {t(
            '还没有颜色。申报健康和行程后,几秒钟内就有。',
            'There is no colour yet. It comes within seconds once you declare.',
          )}
        </p>
      ) : (
        <>
          <ColourSign sign={colourSigns[health.colour]} small />
          {health.colour !== 'green' && (
            <Button onClick={() => goTo('abnormal/index')}>{t('现在怎么办', 'What to do now')}</Button>
          )}
          <ReasonCard told={health} at={now()} />
          <Button kind="plain" onClick={() => goTo('said-of-me/index')}>
            {t('谁对我作了认定', 'Who has decided about me')}
          </Button>
        </>
      )}
    </Page>
  );
}
