import { useRef, useState } from 'react';
import { useTask, type Task } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, TroubleBox } from '@/ui/kit';
import { vendor } from '@/vendor';
import type { Bilingual } from '@/words/language';

/** A file that she has chosen and that has not been sent. */
export interface ChosenFile {
  readonly id: number;
  readonly kind: keyof typeof kindNames;
  readonly content: Uint8Array;
}

export const kindNames = {
  'image/jpeg': { zh: '照片', en: 'Photo' },
  'image/png': { zh: '图片', en: 'Picture' },
  'application/pdf': { zh: 'PDF', en: 'PDF' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  readonly task: Task;
  readonly pick: (from: 'pictures' | 'files') => void;
  readonly drop: (id: number) => void;
}

/** Files chosen one after the other; each can be taken out before it is sent. @param mostBytes of one; photos are made smaller to fit */
export function useChosenFiles(mostBytes: number): ChosenFiles {
  const task = useTask();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const next = useRef(0);
  const pick = (from: 'pictures' | 'files') =>
    task.run(async () => {
      const content = from === 'pictures' ? (await vendor.pickPicture(mostBytes))?.content : await vendor.pickPdf();
      if (content === undefined) return;
      const id = next.current++;
      setFiles((before) => [...before, { id, kind: kindOf(content), content }]);
    });
  return { files, task, pick, drop: (id) => setFiles((before) => before.filter((file) => file.id !== id)) };
}

/** By its first bytes, as the node tells them too. */
export function kindOf([first]: Uint8Array): ChosenFile['kind'] {
  return first === 0x25 ? 'application/pdf' : first === 0x89 ? 'image/png' : 'image/jpeg';
}

export function sizeOf({ length }: { readonly length: number }): string {
  return `${Math.max(1, Math.round(length / 1024))} KB`;
}

/** The list of what was chosen, with the way to take each out, and the two ways to add more. */
export function ChosenFileList({ chosen, locked }: { readonly chosen: ChosenFiles; readonly locked: boolean }) {
  const t = useWords();
  const { files, task, pick, drop } = chosen;
  return (
    <>
      {files.length > 0 && (
        <ul className="list" aria-label={t('还没有发送的', 'Not sent yet')}>
          {files.map(({ id, kind, content }, place) => (
            <li key={id} className="list-item">
              <span className="list-text">
                <span>{`${place + 1}. ${t.say(kindNames[kind])}`}</span>
                <span className="fine">{sizeOf(content)}</span>
              </span>
              {!locked && (
                <Button
                  kind="quiet"
                  name={t(`移除第 ${place + 1} 份`, `Take out number ${place + 1}`)}
                  onClick={() => drop(id)}
                >
                  {t('移除', 'Take out')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!locked && (
        <>
          <Button kind="plain" busy={task.busy} onClick={() => pick('pictures')}>
            {t('添加照片', 'Add a photo')}
          </Button>
          <Button kind="plain" disabled={task.busy} onClick={() => pick('files')}>
            {t('添加 PDF', 'Add a PDF')}
          </Button>
        </>
      )}
      <TroubleBox task={task} />
    </>
  );
}
