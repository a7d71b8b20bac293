import { routes } from '@tongxing/contract';
import { useState } from 'react';
import type { Conversion } from '@/api/conversions';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { countDocuments, mostDocumentBytes, uploadDocument } from '@/api/upload';
import { ChosenFileList, kindNames, sizeOf, useChosenFiles } from '@/forms/chosen-files';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

interface DocumentsProps {
  readonly conversion: Conversion;
  readonly onChange: (conversion: Conversion) => void;
}

/** Causes that are cured by documents. */
const wanted: readonly (string | undefined)[] = ['itinerary-complex', 'documents-unreadable'];

/** Tickets and other proof: what has arrived, and more as long as somebody is to look at it. */
export function Documents({ conversion, onChange }: DocumentsProps) {
  const t = useWords();
  const { documents, actions, cause, state } = conversion;
  const mayAdd = actions.includes('addConversionDocument') && (wanted.includes(cause?.code) || state === 'in-review');
  if (documents.length === 0 && !mayAdd) return undefined;
  return (
    <Card title={t('行程证明材料', 'Proof of your itinerary')}>
      {documents.length > 0 && (
        <ul className="list" aria-label={t('已收到的材料', 'What has arrived')}>
          {documents.map(({ documentId, mediaType, size, receivedAt }) => (
            <li key={documentId} className="list-item">
              <span>{`✓ ${t.say(kindNames[mediaType])}`}</span>
              <span className="fine">
                {t(
                  `${sizeOf({ length: size })},${dayAndTime(t, receivedAt)} 收到`,
                  `${sizeOf({ length: size })}, received ${dayAndTime(t, receivedAt)}`,
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && <AddDocuments conversion={conversion} onChange={onChange} />}
    </Card>
  );
}

/** One after the other; what has arrived is off the list, so that a lost network costs nothing but the rest. */
function AddDocuments({ conversion: { conversionId }, onChange }: DocumentsProps) {
  const t = useWords();
  const task = useTask();
  const chosen = useChosenFiles(mostDocumentBytes);
  const [sent, setSent] = useState<{ readonly of: number; readonly number: number }>();
  const { files } = chosen;
  const send = async () => {
    let known = await countDocuments(conversionId);
    try {
      for (const [place, { id, content }] of files.entries()) {
        setSent({ number: place + 1, of: files.length });
        await uploadDocument(conversionId, content, known);
        known += 1;
        chosen.drop(id);
      }
    } finally {
      setSent(undefined);
    }
    onChange(await node().call(routes.getConversion, { params: { conversionId } }));
  };
  return (
    <>
      <p className="hint">
        {t(
          '机票、车票、登机牌等,照片或 PDF 都可以。照片会自动缩小;PDF 每份不超过 500 KB。',
          'Air or train tickets, boarding passes: photos or PDFs. Photos are made smaller; a PDF may have 500 KB.',
        )}
      </p>
      <ChosenFileList chosen={chosen} locked={task.busy} />
      {files.length > 0 && (
        <Button busy={task.busy} onClick={() => task.run(send)}>
          {sent === undefined
            ? t(`发送 ${files.length} 份`, `Send ${files.length}`)
            : t(`正在发送第 ${sent.number} 份,共 ${sent.of} 份`, `Sending ${sent.number} of ${sent.of}`)}
        </Button>
      )}
      {task.trouble !== undefined && files.length > 0 && (
        <p>
          {t(
            `还有 ${files.length} 份没有发出,都在上面;已收到的不用再发。`,
            `${files.length} not sent yet, listed above; what has arrived need not be sent again.`,
          )}
        </p>
      )}
      <TroubleBox task={task} />
    </>
  );
}
