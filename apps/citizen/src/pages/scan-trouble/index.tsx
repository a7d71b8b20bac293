import { routes } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { takeStrips } from '@/phone/code';
import { keep } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Call, Card, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';

/** What helps where a checkpoint cannot read the code, the quickest first. Nothing of it takes the code off the phone. */
export default function ScanTrouble() {
  const { province, fallback, session } = useKept();
  const t = useWords();
  const renewing = useTask();
  const leaving = useTask();
  const renew = async () => {
    await refreshPerson();
    await takeStrips();
    back();
  };
  const signInAgain = async () => {
    // At the node first: without a network it is said so, and everything stays as it is.
    if (session !== undefined) await ownNode().call(routes.signOut, {});
    // The codes stay until new ones have come: they can be shown meanwhile.
    keep({ session: undefined });
    goTo('sign-in/index');
  };
  return (
    <Page title={t('扫码不通过', 'The scan fails')}>
      <p className="lead">
        {t(
          '按顺序试。手机里的码一直都在,没有网络也能出示。',
          'Try one after the other. The code stays on your phone all the time, without a network too.',
        )}
      </p>
      <Card title={t('1. 调亮屏幕,擦净屏幕', '1. Brighten and wipe the screen')}>
        <p>
          {t('让二维码完整、不反光;点一下二维码可立即更新。', 'Show all of it, without glare; a tap on it renews it.')}
        </p>
      </Card>
      <Card title={t('2. 联网更新', '2. Update online')}>
        <Button kind="plain" busy={renewing.busy} onClick={() => renewing.run(renew)}>
          {t('联网更新', 'Update online')}
        </Button>
        <TroubleBox task={renewing} />
      </Card>
      <Card title={t('3. 退出后重新登录', '3. Sign out and in again')}>
        <p>
          {t(
            '需要网络和手机验证码。重新登录之前,手机里的码仍可出示。',
            'It needs a network and a code by message. Until you are in again, the code on this phone can be shown.',
          )}
        </p>
        <Button kind="plain" busy={leaving.busy} onClick={() => leaving.run(signInAgain)}>
          {t('重新登录', 'Sign in again')}
        </Button>
        <TroubleBox task={leaving} />
      </Card>
      {fallback !== undefined && (
        <Card title={t('系统中断时怎么通行', 'While the system is down')}>
          {t
            .say(fallback.text)
            .split('\n')
            .map((line) => (
              <p key={line}>{line}</p>
            ))}
          <p className="fine">{t.say(fallback.source)}</p>
        </Card>
      )}
      {province !== undefined && (
        <Card title={t('还是不行', 'Still not read')}>
          <p>{t('请出示身份证件,由现场人工核验。', 'Show your document; the checkpoint verifies it by hand.')}</p>
          <Call phone={province.hotline} />
        </Card>
      )}
    </Page>
  );
}
