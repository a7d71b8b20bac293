import { Button as NativeButton } from '@tarojs/components';
import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { enter } from '@/api/person';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, TroubleBox } from '@/ui/kit';
import { back } from '@/ui/page';
import { vendor, type PhoneGrant } from '@/vendor';

/** Sign-in with WeChat or Alipay. Who comes for the first time is asked for the phone number, which the platform hands over. */
export function NativeSignIn() {
  const t = useWords();
  const task = useTask();
  const [needsPhone, setNeedsPhone] = useState(false);
  const { login } = vendor;
  if (login === undefined) return undefined;
  const signIn = async (phone?: PhoneGrant) => {
    const granted = await login(phone);
    let session: schemas.Session;
    try {
      session =
        granted.channel === 'alipay'
          ? await node().call(routes.signInWithAlipay, { body: granted.body })
          : await node().call(routes.signInWithWechat, { body: granted.body });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'channel-phone-required') throw error;
      setNeedsPhone(true);
      return;
    }
    await enter(session);
    back();
  };
  const agreed = ({ detail }: { detail: object }) =>
    task.run(async () => {
      const grant = await vendor.phoneGrant(detail);
      if (grant !== undefined) await signIn(grant);
    });
  const name = vendor.name === 'weapp' ? t('微信', 'WeChat') : t('支付宝', 'Alipay');
  return (
    <>
      {needsPhone ? (
        <NativeButton
          className="button main"
          openType={vendor.name === 'weapp' ? 'getPhoneNumber' : 'getAuthorize'}
          scope="phoneNumber"
          onGetPhoneNumber={agreed}
          onGetAuthorize={agreed}
        >
          {t(`使用${name}绑定的手机号`, `Use the phone number known to ${name}`)}
        </NativeButton>
      ) : (
        <Button busy={task.busy} onClick={() => task.run(() => signIn())}>
          {t(`${name}快捷登录`, `Sign in with ${name}`)}
        </Button>
      )}
      <TroubleBox task={task} />
      <p className="or">{t('或用手机验证码', 'or by a code sent to your phone')}</p>
    </>
  );
}
