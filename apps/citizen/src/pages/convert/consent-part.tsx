import { useEffect, useState } from 'react';
import { broughtConsent, goToAgree, leavesToAgree } from '@/api/consent';
import { peerOf, type Peer } from '@/api/peers';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { AwaitedConsent } from '@/ui/awaited-consent';
import { Button, Card, TroubleBox } from '@/ui/kit';

interface ConsentPartProps {
  readonly originDivision: string;
  /** She goes to her own province, whatever she has chosen before. */
  readonly onLeave: () => void;
  readonly onDone: () => void;
}

/** She agrees at her own province, and comes back; here it is only said why, and what happens there. */
export function ConsentPart({ originDivision, onLeave, onDone }: ConsentPartProps) {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const [peer, setPeer] = useState<Peer>();
  useEffect(() => task.run(async () => setPeer(await peerOf(originDivision))), [task.run, originDivision]);
  const name = peer === undefined ? t('原省份', 'your province') : t.say(peer.name);
  const go = (
    <Button
      kind={leavesToAgree && broughtConsent(drafts.consent, originDivision) === undefined ? 'main' : 'plain'}
      busy={task.busy}
      onClick={() =>
        task.run(async () => {
          onLeave();
          await goToAgree(originDivision);
        })
      }
    >
      {leavesToAgree
        ? t(`去${name}授权`, `Agree in ${name}`)
        : t(`复制网址,去浏览器授权`, `Copy the address and agree in the browser`)}
    </Button>
  );
  if (broughtConsent(drafts.consent, originDivision) !== undefined) {
    return (
      <Card title={t(`已在${name}授权`, `You have agreed in ${name}`)}>
        <p>{t('授权只用这一次申请。', 'It serves this application.')}</p>
        <Button
          onClick={() => {
            onLeave();
            onDone();
          }}
        >
          {t('下一步', 'Next')}
        </Button>
        {go}
      </Card>
    );
  }
  return (
    <Card title={t(`在${name}授权`, `Agree in ${name}`)}>
      {leavesToAgree ? (
        <>
          <p>
            {t(
              `接下来打开${name}的页面。请在那里登录,看清谁要查什么,再点「同意」。`,
              `A page of ${name} opens next. Sign in there, read who asks for what, and agree.`,
            )}
          </p>
          <p>
            {t(
              '同意后会自动回到这里,已填写的内容都在。',
              'Then you come back here by yourself; all you entered is kept.',
            )}
          </p>
        </>
      ) : (
        <p>
          {t(
            `想以后更新不用再核对的,可以在${name}的网页上授权。小程序打不开那个网页:点一下复制网址,到手机浏览器里打开。`,
            `If you agree on a page of ${name}, renewals need no more of it. A mini-program cannot open that page: copy its address with one tap and open it in the browser of your phone.`,
          )}
        </p>
      )}
      {go}
      <AwaitedConsent originDivision={originDivision} />
      <TroubleBox task={task} />
    </Card>
  );
}
