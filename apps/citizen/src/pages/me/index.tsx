import Taro from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { forget } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { documentName } from '@/ui/documents';
import { goTo } from '@/ui/go';
import { Button, Call, Card, Rows, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Known } from './known';
import { Look } from './look';

/** Who is signed in, how the app looks and speaks, and the way out. */
export default function Me() {
  const { me, session, province, actingFor, receiptId } = useKept();
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
      {me?.verified === true && <Known />}
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
      {session !== undefined && <SignOut />}
    </Page>
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
            forget();
            await Taro.reLaunch({ url: '/pages/code/index' });
          })
        }
      >
        {t('退出登录', 'Sign out')}
      </Button>
      <p className="fine">
        {t(
          '退出后,这部手机上的码会清除;下次登录可重新领取。',
          'The codes on this phone are removed; you can get them again when you sign in.',
        )}
      </p>
      <TroubleBox task={task} />
    </>
  );
}
