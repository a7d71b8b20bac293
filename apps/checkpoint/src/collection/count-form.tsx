import { useState } from 'preact/hooks';
import { Field } from '../screens/field.tsx';
import { useWords } from '../words/language.ts';

interface Props {
  /** What is counted, and where. */
  readonly title: string;
  readonly ask: string;
  /** How many are registered: never filled in, since the count is to check it. */
  readonly registered: number;
  /** What is said where the count differs. */
  readonly differs: (counted: number) => string;
  /** What can be done where the count differs, beside counting again. */
  readonly cures: readonly { readonly words: string; readonly go: () => void }[];
  readonly done: (count: number) => void;
  readonly back: () => void;
}

/** Somebody counts; where it is not what is registered, says so before anything is closed. */
export function CountForm({ title, ask, registered, differs, cures, done, back }: Props) {
  const t = useWords();
  const [text, setText] = useState('');
  const [counted, setCounted] = useState<number>();
  const close = t('封好', 'Close');
  if (counted !== undefined)
    return (
      <section class="page" aria-label={title}>
        <h2>{title}</h2>
        <p class="trouble big" role="alert">
          {differs(counted)}
        </p>
        <button class="button main" type="button" onClick={() => setCounted(undefined)}>
          {t('再数一次', 'Count again')}
        </button>
        {cures.map(({ words, go }) => (
          <button key={words} class="button" type="button" onClick={go}>
            {words}
          </button>
        ))}
        <button class="button quiet" type="button" onClick={() => done(counted)}>
          {t('先按此数封好,稍后核对', 'Close with this count and compare later')}
        </button>
      </section>
    );
  return (
    <form
      class="page"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (text === '') return;
        setText('');
        if (Number(text) === registered) done(registered);
        else setCounted(Number(text));
      }}
    >
      <h2>{title}</h2>
      <Field
        label={ask}
        look="count-input"
        inputMode="numeric"
        maxLength={3}
        value={text}
        input={(input) => input?.focus()}
        typed={(value) => setText(value.replaceAll(/\D/g, ''))}
      />
      <p class="fine">
        {t('请实际清点后填写,不要照抄屏幕上的数。', 'Count them, and do not copy a number from the screen.')}
      </p>
      <button class="button main" type="submit" disabled={text === ''}>
        {close}
      </button>
      <button class="button quiet" type="button" onClick={back}>
        {t('返回', 'Back')}
      </button>
    </form>
  );
}
