import type { schemas } from '@tongxing/contract';
import { useState } from 'react';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Call, Rows } from '@/ui/kit';
import { ago, dayAndTime } from '@/words/times';

interface MessageItemProps {
  readonly message: schemas.Message;
  /** Tells the node that it was opened. */
  readonly onRead: (messageId: string) => Promise<void>;
}

/** One message: its title and age; opened, all of it, with reason, end and how to contest. */
export function MessageItem({ message, onRead }: MessageItemProps) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const { messageId, title, toldAt, readAt } = message;
  const isNew = readAt === null;
  const toggle = () => {
    setOpen(!open);
    // What is not noted as read is noted the next time it is opened: nobody needs to be told.
    if (isNew && !open) onRead(messageId).catch(() => undefined);
  };
  return (
    <li className="message">
      <button type="button" className="message-head" aria-expanded={open} onClick={toggle}>
        <span className={isNew ? 'message-title new' : 'message-title'}>
          {t.say(title)}
          {isNew && <span className="mark">{t('未读', 'New')}</span>}
        </span>
        <span className="fine">{ago(t, now() - Date.parse(toldAt))}</span>
      </button>
      {open && <Told message={message} />}
    </li>
  );
}

function Told({ message }: { readonly message: schemas.Message }) {
  const t = useWords();
  const { text, toldAt, reasons, contest, kind } = message;
  return (
    <div className="message-body">
      <p>{t.say(text)}</p>
      {reasons.map((reason) => (
        <div key={reason.text.zh} className="quote">
          <p className="why">{t.say(reason.text)}</p>
          <Rows
            rows={[
              reason.until === null ? undefined : [t('到什么时候', 'Until'), dayAndTime(t, reason.until)],
              [t('怎样解除', 'What releases it'), t.say(reason.release)],
            ]}
          />
        </div>
      ))}
      <p className="fine">{t.say(contest.text)}</p>
      <Call phone={contest.hotline} />
      {kind.startsWith('colour') && (
        <Button kind="plain" onClick={() => goTo('abnormal/index')}>
          {t('现在怎么办', 'What to do now')}
        </Button>
      )}
      {(kind.startsWith('appeal') || kind === 'hearing-opened') && (
        <Button kind="plain" onClick={() => goTo('appeals/index')}>
          {t('去查看', 'See it')}
        </Button>
      )}
      <p className="fine">{dayAndTime(t, toldAt)}</p>
    </div>
  );
}
