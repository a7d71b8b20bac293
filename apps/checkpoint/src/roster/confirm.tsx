import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
  /** What is done, and what is kept as it is. */
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks once more before something ends. The browser keeps the focus in it, and takes Escape for no. */
export function Confirm({ title, children, yes, no, busy, onYes, onNo }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="confirm-title" onClose={onNo}>
      <h2 id="confirm-title">{title}</h2>
      {children}
      <div class="choices">
        <button class="button" type="button" onClick={onNo}>
          {no}
        </button>
        <button class="button choice-ends" type="button" disabled={busy} onClick={onYes}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}
