import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { leaveQueue, sendKept } from '@/api/sending';
import type { Task } from '@/api/task';
import { LeftQueue } from '@/api/turn';
import { useKept, useWords } from '@/store/hooks';
import type { HeldTicket, Sending } from '@/store/kept';
import { Button, Card, Waiting } from '@/ui/kit';
import type { Speaker } from '@/words/language';
import { whenComes } from '@/words/progress';

/** An application on its way: where many apply, her place, and when it is tried again by itself. */
export function SendingPart({ sending, task }: { readonly sending: Sending; readonly task: Task }) {
  const t = useWords();
  const { offsetMs } = useKept();
  const { held } = sending;
  const send = () =>
    task.run(async () => {
      try {
        const { conversionId } = await sendKept(sending);
        await Taro.redirectTo({ url: `/pages/conversion/index?id=${conversionId}` });
      } catch (error) {
        if (!(error instanceof LeftQueue)) throw error;
      }
    });
  useEffect(send, [sending.key]);
  return (
    <>
      {held === undefined ? (
        task.busy && <Waiting>{t('正在提交', 'Sending')}</Waiting>
      ) : (
        <InQueue held={held} offsetMs={offsetMs} />
      )}
      {!task.busy && (
        <Button onClick={send}>{held === undefined ? t('再次提交', 'Send it again') : t('接着排队', 'Go on')}</Button>
      )}
      {(held !== undefined || !task.busy) && (
        <Button kind="quiet" onClick={leaveQueue}>
          {t('先不提交,回去修改', 'Do not send it now: back to the form')}
        </Button>
      )}
    </>
  );
}

function InQueue({ held: { ticket, dueAt }, offsetMs }: { readonly held: HeldTicket; readonly offsetMs: number }) {
  const t = useWords();
  const at = Date.now() + offsetMs;
  return (
    <Card title={t('现在申请的人很多,正在排队', 'Many are applying: you are in the queue')}>
      <p className="why" role="status">
        {t(
          `您是第 ${ticket.place} 号,前面还有 ${ticket.ahead} 人。`,
          `Place ${ticket.place}; ${ticket.ahead} before you.`,
        )}
      </p>
      <Waiting>{tryWords(t, new Date(dueAt + offsetMs).toISOString(), at)}</Waiting>
      <p>
        {t(
          `按现在的速度,预计 ${whenComes(t, ticket.notBefore, at)}轮到您。高峰一般在 9 点至 10 点,错开会快一些。`,
          `At this pace your turn comes ${whenComes(t, ticket.notBefore, at)}. The peak is usually between 9 and 10; it is quicker off the peak.`,
        )}
      </p>
      <p className="hint">
        {t(
          '已填写的内容都在这部手机里。离开此页或关闭应用,号也留着;再打开时自动接着排。',
          'All you entered is on this phone. Leave this page or close the app: your place is kept, and it goes on when you open it again.',
        )}
      </p>
    </Card>
  );
}

function tryWords(t: Speaker, instant: string, at: number): string {
  return t(`${whenComes(t, instant, at)}自动再试一次`, `It is tried again by itself ${whenComes(t, instant, at)}`);
}
