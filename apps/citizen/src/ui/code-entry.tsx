import { useEffect, useState } from 'react';
import type { Task } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Field } from './kit';

const againSeconds = 60;

interface CodeEntryProps {
  readonly task: Task;
  /** Sends the code. */
  readonly onSend: () => Promise<void>;
  /** Does what the code is for. */
  readonly onEnter: (code: string) => Promise<void>;
  readonly doIt: string;
  readonly kind?: 'main' | 'danger';
  /** Something is missing before a code can be sent. */
  readonly disabled?: boolean;
}

/** Something that a code on a phone confirms: it is sent, entered, and what it is for is done. */
export function CodeEntry({ task, onSend, onEnter, doIt, kind = 'main', disabled = false }: CodeEntryProps) {
  const t = useWords();
  const [sentAt, setSentAt] = useState<number>();
  const [code, setCode] = useState('');
  const wait = useCountdown(sentAt);
  const send = async () => {
    await onSend();
    setSentAt(Date.now());
  };
  return (
    <>
      <Button
        kind="plain"
        disabled={disabled || wait > 0}
        busy={task.busy && sentAt === undefined}
        onClick={() => task.run(send)}
      >
        {wait > 0
          ? t(`${wait} 秒后可重新发送`, `Send again in ${wait} s`)
          : sentAt === undefined
            ? t('发送验证码', 'Send a code')
            : t('重新发送', 'Send again')}
      </Button>
      {sentAt !== undefined && (
        <>
          <p className="hint" role="status">
            {t('验证码已用短信发出,5 分钟内有效。', 'The code was sent by text message; it is good for five minutes.')}
          </p>
          <Field
            name={t('6 位验证码', 'Code of six digits')}
            kind="number"
            value={code}
            maxLength={6}
            autoComplete="one-time-code"
            onInput={(value) => setCode(value.replace(/\D/g, ''))}
          />
          <Button
            kind={kind}
            disabled={code.length !== 6}
            busy={task.busy}
            onClick={() => task.run(() => onEnter(code))}
          >
            {doIt}
          </Button>
        </>
      )}
    </>
  );
}

/** Seconds until a code may be asked for again. */
function useCountdown(since: number | undefined): number {
  const [at, setAt] = useState(Date.now);
  useEffect(() => {
    if (since === undefined) return;
    setAt(Date.now());
    const ticking = setInterval(() => setAt(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [since]);
  return since === undefined ? 0 : Math.max(0, Math.ceil((since - at) / 1000) + againSeconds);
}
