import { routes, type schemas } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { keep } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { CodeEntry } from '@/ui/code-entry';
import { Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Waits } from './waits';
import { Withdraw } from './withdraw';

const readOwnData = () => ownNode().call(routes.getOwnData, {});

/** Closing the account: what is destroyed, what is kept and why, by when; then her code; and until it begins the way back. */
export default function CloseAccount() {
  const t = useWords();
  const { value: data, task, again } = useLoaded(readOwnData);
  return (
    <Page title={t('注销账号', 'Close the account')}>
      {data === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {data !== undefined && data.closure !== null && <Withdraw closure={data.closure} onKept={again} />}
      {data !== undefined && <Meaning closing={data.closing} />}
      {data !== undefined && data.closure === null && <Ask closing={data.closing} onAsked={again} />}
    </Page>
  );
}

function Meaning({ closing }: { readonly closing: schemas.OwnData['closing'] }) {
  const t = useWords();
  return (
    <>
      <Card title={t('会销毁什么', 'What is destroyed')}>
        <ul className="list">
          {closing.destroyed.map((what) => (
            <li key={what.zh} className="list-item">
              {t.say(what)}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('依法留下什么', 'What the law keeps')}>
        {closing.kept.map(({ what, why, days }) => (
          <div key={what.zh} className="quote">
            <p className="why">{t.say(what)}</p>
            <Rows
              rows={[
                [t('为什么', 'Why'), t.say(why)],
                days === 0 ? undefined : [t('留多久', 'For'), t(`${days} 天`, `${days} days`)],
              ]}
            />
          </div>
        ))}
      </Card>
      {closing.measure !== null && <Waits measure={closing.measure} />}
    </>
  );
}

function Ask({ closing, onAsked }: { readonly closing: schemas.OwnData['closing']; readonly onAsked: () => void }) {
  const t = useWords();
  const task = useTask();
  const ask = async (code: string) => {
    const { closureId } = await ownNode().call(routes.closeAccount, { body: { code } });
    keep({ receiptId: closureId });
    onAsked();
  };
  return (
    <Card title={t('申请注销', 'Ask to close it')}>
      <p>
        {t(
          `验证码只发到您登记的手机。申请后 ${closing.coolOffDays} 天才开始,期间一切照常,随时可以撤回。`,
          `The code goes to your registered phone alone. It begins ${closing.coolOffDays} days after you ask; until then everything goes on and you can take it back.`,
        )}
      </p>
      <CodeEntry
        task={task}
        kind="danger"
        onSend={async () => {
          await ownNode().call(routes.sendOwnDataCode, { body: { use: 'closure' } });
        }}
        onEnter={ask}
        doIt={t('申请注销账号', 'Ask to close my account')}
      />
      <TroubleBox task={task} />
    </Card>
  );
}
