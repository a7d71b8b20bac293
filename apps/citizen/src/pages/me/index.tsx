import Taro from '@tarojs/taro';
import { useState } from 'react';
import { routes } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { actFor } from '@/store/acting';
import { forgetPerson, forgetSession } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { documentName } from '@/ui/documents';
import { goTo } from '@/ui/go';
import { Button, Call, Card, Rows, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { vendor } from '@/vendor';
import { Known } from './known';
import { Look } from './look';

/** Who is signed in, how the app looks and speaks, and the way out. */
export default function Me() {
  const { me, session, province, strips, actingFor, receiptId } = useKept();
  const t = useWords();
  return (
    <Page title={t('我的', 'Me')} nav="me">
      {session === undefined ? (
        <Button onClick={() => void Taro.navigateTo({ url: '/pages/sign-in/index' })}>{t('登录', 'Sign in')}</Button>
      ) : (
        <Card title={actingFor === undefined ? t('本人', 'You') : t('正在为谁办理', 'Whom you act for')}>
          <Rows
            rows={[
              [t('姓名', 'Name'), me?.maskedName ?? t('还没有认证', 'not verified yet')],
              me?.verified === true ? [documentName(t, me.documentType ?? '10'), `…${me.lastFour ?? ''}`] : undefined,
              actingFor === undefined ? [t('手机号', 'Phone'), me?.maskedPhone ?? ''] : undefined,
            ]}
          />
        </Card>
      )}
      {session !== undefined && me?.verified === true && <Known />}
      <Look />
      {receiptId !== undefined && (
        <Button kind="plain" onClick={() => goTo('receipt/index')}>
          {t('注销回执', 'Receipt of a closed account')}
        </Button>
      )}
      {province !== undefined && (
        <Card title={t('需要人帮忙', 'Talk to a person')}>
          <Call phone={province.hotline} />
        </Card>
      )}
      {vendor.name !== 'h5' && (
        <Button kind="quiet" onClick={() => void Taro.navigateTo({ url: '/guard/check/index' })}>
          {t('我是查验人员', 'I check codes at a door')}
        </Button>
      )}
      {session !== undefined && <SignOut />}
      {session === undefined && strips.length > 0 && <RemoveCode />}
    </Page>
  );
}

/** For a phone that others use too: asked twice, since without it there is nothing to show. */
function RemoveCode() {
  const t = useWords();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button kind="danger" onClick={() => (isAsked ? forgetPerson() : setAsked(true))}>
        {isAsked ? t('确定清除', 'Yes, remove it') : t('清除手机里的码', 'Remove the code from this phone')}
      </Button>
      <p className="fine" role="status">
        {isAsked
          ? t('清除后,要联网登录才能再出示。', 'After that you have to sign in, with a network, to show it again.')
          : t('您已退出,码还留在手机里。', 'You are signed out; the code is still on this phone.')}
      </p>
    </>
  );
}

/** Signing out ends the session at the node too: without a network it is said that it cannot, and nothing is lost. */
function SignOut() {
  const t = useWords();
  const task = useTask();
  return (
    <>
      <Button
        kind="danger"
        busy={task.busy}
        onClick={() =>
          task.run(async () => {
            await ownNode().call(routes.signOut, {});
            actFor(undefined);
            forgetSession();
            await Taro.reLaunch({ url: '/pages/code/index' });
          })
        }
      >
        {t('退出登录', 'Sign out')}
      </Button>
      <p className="fine">
        {t(
          '退出需要网络。手机里的码留到它到期,仍可出示;重新登录后会更新。',
          'Signing out needs a network. The code on this phone stays, and can be shown, until it ends; it is renewed when you sign in again.',
        )}
      </p>
      <TroubleBox task={task} />
    </>
  );
}
