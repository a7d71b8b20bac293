import Taro, { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { challengeOf } from '@/phone/verifier';
import { getKept, keepDraft, type ConsentAsked } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { Button, Card } from '@/ui/kit';
import { Page } from '@/ui/page';
import { ForMiniProgram } from './for-mini-program';

/** Back from her own province: what she brings is put to what it was asked for, and taken out of the address. */
export default function Authorised() {
  const t = useWords();
  const { code = '', challenge = '' } = useRouter().params;
  const asked = getKept().drafts.consent;
  const isOwn = challenge === '' || (asked !== undefined && challengeOf(asked.codeVerifier) === challenge);
  const isGiven = /^[\w-]{43}$/.test(code);
  const onward = pageFor(asked?.for);
  useEffect(() => {
    if (!isOwn || !isGiven || asked === undefined) return;
    keepDraft({ consent: { ...asked, authorizationCode: code } });
    void Taro.redirectTo({ url: onward });
  }, [isOwn, isGiven]);
  return (
    <Page title={t('授权结果', 'Your consent')}>
      {!isOwn && <ForMiniProgram challenge={challenge} code={isGiven ? code : undefined} />}
      {isOwn && (!isGiven || asked === undefined) && (
        <Card title={t('没有授权', 'You have not agreed')}>
          <p>
            {t(
              '没有授权就不能在线核对原来的码。已填写的内容都在,您可以随时再去授权。',
              'Without it your code cannot be asked about online. What you entered is kept, and you can agree at any time.',
            )}
          </p>
          <Button
            onClick={() =>
              void Taro.redirectTo({ url: asked?.for === undefined ? '/pages/convert/index?part=consent' : onward })
            }
          >
            {t('回到申请', 'Back to the application')}
          </Button>
        </Card>
      )}
    </Page>
  );
}

function pageFor(reason: ConsentAsked['for']): string {
  if (reason === undefined) return '/pages/convert/index?part=pledge';
  if (reason.to === 'transfer') return '/pages/stay/index';
  return reason.to === 'renew' ? '/pages/conversions/index' : `/pages/conversion/index?id=${reason.conversionId}`;
}
