import { routes, type AnswerOf } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { MessageItem } from './message-item';
import './messages.css';

type MessagePage = AnswerOf<typeof routes.listMessages>;

/** What she was told, newest first; opened, a message counts as read. */
export default function Messages() {
  const t = useWords();
  const task = useTask();
  const [shown, setShown] = useState<MessagePage>();
  useEffect(() => {
    task.run(async () => setShown(await node().call(routes.listMessages, { query: {} })));
  }, [task.run]);
  const more = (before: string) =>
    task.run(async () => {
      const page = await node().call(routes.listMessages, { query: { before } });
      setShown((held) => ({ messages: [...(held?.messages ?? []), ...page.messages], next: page.next }));
    });
  const read = async (messageId: string) => {
    const changed = await node().call(routes.readMessage, { params: { messageId } });
    setShown(
      (held) =>
        held && { ...held, messages: held.messages.map((each) => (each.messageId === messageId ? changed : each)) },
    );
  };
  const next = shown?.next ?? null;
  return (
    <Page title={t('我的消息', 'My messages')}>
      {shown === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      {shown?.messages.length === 0 && <Card>{t('还没有消息。', 'There are no messages yet.')}</Card>}
      {shown !== undefined && shown.messages.length > 0 && (
        <ul className="messages">
          {shown.messages.map((message) => (
            <MessageItem key={message.messageId} message={message} onRead={read} />
          ))}
        </ul>
      )}
      {next !== null && (
        <Button kind="plain" busy={task.busy} onClick={() => more(next)}>
          {t('更早的消息', 'Earlier messages')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Page>
  );
}
