import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { finishSignOn } from '@/api/sign-on';
import { useTask } from '@/api/task';
import { getKept, keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { vendor } from '@/vendor';

/** Back from the app of the province. What was not begun on this phone signs nobody in: the node is not even asked. */
export default function SignedOn() {
  const { province } = useKept();
  const t = useWords();
  const { busy, trouble, run } = useTask();
  const [came] = useState(vendor.takeArrival);
  const [asked] = useState(() => getKept().drafts.signOn);
  const isOwn = came !== undefined && asked !== undefined && came.state === asked.state;
  const code = isOwn ? came.code : undefined;
  useEffect(() => {
    if (asked === undefined || !isOwn) return;
    if (code === undefined) keepDraft({ signOn: undefined });
    else run(() => finishSignOn(asked, code));
  }, [run, asked, isOwn, code]);
  const name = province?.signOn ? t.say(province.signOn.name) : t('省级 APP', 'the provincial app');
  const isUnderWay = code !== undefined && trouble === undefined;
  return (
    <Page title={t('登录', 'Sign in')}>
      {isUnderWay && <Waiting>{t('正在登录', 'Signing you in')}</Waiting>}
      {code === undefined && (
        <Card title={isOwn ? t(`没有用${name}登录`, `You did not agree in ${name}`) : t('没有登录', 'Not signed in')}>
          <p>
            {isOwn
              ? t(
                  '没有提供任何信息。您可以再试一次,或用手机验证码登录。',
                  'Nothing was told. Try again, or use a code sent to your phone.',
                )
              : t(
                  '这次登录不是从这部手机开始的,或已经用过。没有提供任何信息,请重新登录。',
                  'This was not begun on this phone, or it was used before. Nothing was told; please sign in again.',
                )}
          </p>
        </Card>
      )}
      <TroubleBox task={{ trouble }} />
      {!isUnderWay && (
        <Button busy={busy} onClick={() => void Taro.redirectTo({ url: '/pages/sign-in/index' })}>
          {t('回到登录', 'Back to signing in')}
        </Button>
      )}
    </Page>
  );
}
