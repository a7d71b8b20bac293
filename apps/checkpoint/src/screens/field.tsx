interface Props {
  readonly label: string;
  readonly value: string;
  readonly typed: (text: string) => void;
  readonly type?: 'date' | 'password';
  readonly inputMode?: 'numeric' | 'tel' | 'text';
  readonly autocapitalize?: 'characters' | 'off';
  readonly autocomplete?: 'username';
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** Of a date. */
  readonly max?: string;
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
