import type { Ref } from 'preact';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly typed: (text: string) => void;
  readonly type?: 'date' | 'password';
  readonly inputMode?: 'numeric' | 'tel' | 'text';
  readonly autocapitalize?: 'characters' | 'off';
  /** What a browser may fill in; without it nothing that was typed before is offered: it was somebody else's. */
  readonly autocomplete?: 'username' | 'current-password' | 'new-password';
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** Of a date. */
  readonly max?: string;
  /** A look of its own, beside the usual one. */
  readonly look?: string;
  /** Told of the element, for who puts the cursor into it. */
  readonly input?: Ref<HTMLInputElement>;
}

/** Something to type into, under its name. */
export function Field({ label, typed, look, input, ...shown }: Props) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class={look === undefined ? 'input' : `input ${look}`}
        autocomplete="off"
        spellcheck={false}
        {...(input === undefined ? {} : { ref: input })}
        {...shown}
        onInput={({ currentTarget: { value } }) => typed(value)}
      />
    </label>
  );
}
