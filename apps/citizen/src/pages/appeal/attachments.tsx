import { routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { mostDocumentBytes } from '@/api/upload';
import { kindNames } from '@/forms/chosen-files';
import { toBase64 } from '@/phone/base64';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';
import { vendor } from '@/vendor';

interface AttachmentsProps {
  readonly appeal: schemas.Appeal;
  readonly onAdded: () => void;
}

const pickPhoto = async () => (await vendor.pickPicture(mostDocumentBytes))?.content;

/** What was sent with a case, and more as long as it is open. */
export function Attachments({ appeal, onAdded }: AttachmentsProps) {
  const t = useWords();
  const task = useTask();
  const { appealId, attachments, state, secondLook } = appeal;
  const isOpen = state === 'open' || secondLook === 'under-way';
  const add = async (pick: () => Promise<Uint8Array | undefined>) => {
    const bytes = await pick();
    if (bytes === undefined) return;
    await node().call(routes.addAppealAttachment, { params: { appealId }, body: { content: toBase64(bytes) } });
    onAdded();
  };
  if (attachments.length === 0 && !isOpen) return undefined;
  return (
    <Card title={t('材料', 'Documents')}>
      {attachments.length > 0 && (
        <ul className="list">
          {attachments.map(({ attachmentId, mediaType, size, receivedAt }) => (
            <li key={attachmentId} className="list-item">
              <span>{t.say(kindNames[mediaType])}</span>
              <span className="fine">
                {t(
                  `${Math.ceil(size / 1024)} KB,${dayAndTime(t, receivedAt)} 收到`,
                  `${Math.ceil(size / 1024)} KB, received ${dayAndTime(t, receivedAt)}`,
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <>
          <p>
            {t(
              '检测报告、车票、解除证明等,能帮助更快核实。',
              'A test report, a ticket or a notice of release helps to check it sooner.',
            )}
          </p>
          <Button kind="plain" busy={task.busy} onClick={() => task.run(() => add(pickPhoto))}>
            {t('添加照片', 'Add a photo')}
          </Button>
          <Button kind="quiet" disabled={task.busy} onClick={() => task.run(() => add(() => vendor.pickPdf()))}>
            {t('添加 PDF', 'Add a PDF')}
          </Button>
        </>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
