import type { ReactNode } from 'react';
import type { ColourShown } from '@tongxing/contract';
import type { Task } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { vendor } from '@/vendor';
import { goTo } from './go';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly name?: string;
}

export function Button({ children, onClick, kind = 'main', disabled = false, busy = false, name }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${kind}${busy ? ' busy' : ''}${disabled ? ' off' : ''}`}
      disabled={disabled || busy}
      aria-busy={busy}
      aria-label={name}
      onClick={disabled || busy ? undefined : onClick}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

export function Card({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className="card">
      {title !== undefined && <h2 className="card-title">{title}</h2>}
      {children}
    </section>
  );
}

/** Names and what they are; without those that have none. */
export function Rows({ rows }: { readonly rows: readonly (readonly [string, ReactNode] | undefined)[] }) {
  return (
    <div className="rows">
      {rows.map((row) =>
        row === undefined ? undefined : (
          <div className="row" key={row[0]}>
            <span className="row-name">{row[0]}</span>
            <span className="row-value">{row[1]}</span>
          </div>
        ),
      )}
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  readonly kind?: 'text' | 'tel' | 'number' | 'digit';
  readonly maxLength?: number;
  readonly autoComplete?: string;
}

/** One thing to enter. The name stands over it and stays; what is wrong is said by the page. */
export function Field({ name, value, onInput, hint, kind = 'text', maxLength = 64, autoComplete = 'off' }: FieldProps) {
  return (
    <label className="field">
      <span className="field-name">{name}</span>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      <input
        className="input"
        type={vendor.name === 'h5' && kind !== 'tel' ? 'text' : kind}
        inputMode={kind === 'text' ? 'text' : kind === 'digit' ? 'decimal' : 'numeric'}
        value={value}
        maxLength={maxLength}
        autoComplete={autoComplete}
        aria-label={name}
        onInput={(event) => onInput(valueOf(event))}
      />
    </label>
  );
}

interface StatementProps {
  readonly name: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  readonly maxLength?: number;
}

/** Some sentences in her own words. */
export function Statement({ name, value, onInput, hint, maxLength = 1000 }: StatementProps) {
  return (
    <label className="field">
      <span className="field-name">{name}</span>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      <textarea
        className="input statement"
        value={value}
        maxLength={maxLength}
        aria-label={name}
        onInput={(event) => onInput(valueOf(event))}
      />
    </label>
  );
}

/** Mini-programs say what was entered in `detail`, the web in `target`. */
export function valueOf(event: unknown): string {
  const { detail, target } = event as { detail?: { value?: string }; target?: { value?: string } };
  return detail?.value ?? target?.value ?? '';
}

interface ChoiceProps {
  readonly name: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly more?: string;
  /** One of several, or yes or no. */
  readonly kind?: 'radio' | 'checkbox';
}

/** Something to tick: the whole line is the target. */
export function Choice({ name, on, onChange, more, kind = 'checkbox' }: ChoiceProps) {
  return (
    <button
      type="button"
      role={kind}
      aria-checked={on}
      aria-label={more === undefined ? name : `${name} ${more}`}
      className={`choice ${kind}${on ? ' on' : ''}`}
      onClick={() => onChange(kind === 'radio' ? true : !on)}
    >
      <span className="box" aria-hidden="true" />
      <span className="choice-text">
        <span>{name}</span>
        {more !== undefined && <span className="choice-more">{more}</span>}
      </span>
    </button>
  );
}

/** What went wrong, what to do, and whom to call. */
export function TroubleBox({ task }: { readonly task: Pick<Task, 'trouble'> }) {
  const t = useWords();
  const { province } = useKept();
  const { trouble } = task;
  return (
    <div role="alert" className={trouble === undefined ? 'alert none' : 'alert'}>
      {trouble !== undefined && (
        <div className="trouble">
          <p className="trouble-title">{t.say(trouble.title)}</p>
          <p>{t.say(trouble.cure)}</p>
          {trouble.instance !== undefined && <p>{t(`编号 ${trouble.instance}`, `Number ${trouble.instance}`)}</p>}
          {trouble.code === 'too-many-devices' && (
            <Button kind="plain" onClick={() => goTo('devices/index')}>
              {t('选一部手机移除', 'Choose a phone to remove')}
            </Button>
          )}
          {trouble.code === 'client-too-old' && vendor.update !== undefined && (
            <Button kind="plain" onClick={vendor.update}>
              {t('立即更新', 'Update now')}
            </Button>
          )}
          {trouble.code === 'internal' && province !== undefined && <Call phone={province.hotline} />}
        </div>
      )}
    </div>
  );
}

export function Call({ phone }: { readonly phone: string }) {
  const t = useWords();
  return (
    <Button kind="plain" onClick={() => vendor.call(phone.replace(/-/g, ''))}>
      {t(`拨打 ${phone}`, `Call ${phone}`)}
    </Button>
  );
}

/** The colour with its word and shape. */
export function ColourSign({ sign, small = false }: { readonly sign: ColourShown; readonly small?: boolean }) {
  const t = useWords();
  return (
    <div className={`colour ${sign.tone}${small ? ' small' : ''}`}>
      <span className={`shape ${sign.tone}`} aria-hidden="true" />
      <span className="colour-word">{t.say(sign.word)}</span>
    </div>
  );
}

/** What is being done, where it takes more than a moment. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return (
    <div className="waiting" role="status">
      <span className="spinner" aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}
