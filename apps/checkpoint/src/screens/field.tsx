import type { InputHTMLAttributes } from 'preact';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'class' | 'onInput' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly typed: (text: string) => void;
}

/** Something to type into, under its name. The browser offers nothing that was typed before: it was somebody else's. */
export function Field({ label, typed, ...input }: Props) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="input"
        autocomplete="off"
        spellcheck={false}
        {...input}
        onInput={({ currentTarget: { value } }) => typed(value)}
      />
    </label>
  );
}
