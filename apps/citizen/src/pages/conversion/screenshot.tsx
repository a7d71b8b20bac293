import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { useCallback, useEffect, useState } from 'react';
import type { Conversion } from '@/api/conversions';
import { node } from '@/api/node';
import { patiently } from '@/api/patience';
import { useTask } from '@/api/task';
import { mostPictureBytes, uploadPicture } from '@/api/upload';
import { kindOf } from '@/forms/chosen-files';
import { toBase64 } from '@/phone/base64';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { vendor } from '@/vendor';
import type { Picked } from '@/vendor/vendor';
import { Findings } from './findings';

interface ScreenshotProps {
  readonly conversion: Conversion;
  /** A picture has been read: the application has gone on. */
  readonly onRead: () => void;
}

/** The way of a screenshot: choose it, look at it, send it; then what was read in it, side by side with what she entered. */
export function Screenshot({ conversion: { conversionId, actions, state }, onRead }: ScreenshotProps) {
  const t = useWords();
  const task = useTask();
  const [picture, setPicture] = useState<schemas.Picture>();
  const read = useCallback(async () => {
    const params = { conversionId };
    let wasWaiting = false;
    const seen = await patiently(async () => {
      const latest = await unlessNone(node().call(routes.getPicture, { params }));
      if (latest !== undefined) setPicture(latest);
      if (latest?.state !== 'waiting') return latest ?? null;
      wasWaiting = true;
      return undefined;
    }, 120_000);
    if (seen !== undefined && wasWaiting) onRead();
  }, [conversionId, onRead]);
  useEffect(() => task.run(read), [read, state, task.run]);
  const isReading = picture?.state === 'waiting';
  return (
    <>
      {isReading && (
        <Waiting>
          {t(
            '截图已收到,正在识别,一般不到 1 分钟。您不用停留在此页。',
            'Your screenshot has arrived and is being read, usually within a minute. You need not stay on this page.',
          )}
        </Waiting>
      )}
      {actions.includes('sendPicture') && !isReading && (
        <SendPicture conversionId={conversionId} onSent={() => task.run(read)} />
      )}
      {picture?.state === 'read' && <Findings findings={picture.findings} />}
      <TroubleBox task={task} />
    </>
  );
}

/** Chosen, it is shown before it is sent: a wrong one costs another minute. */
function SendPicture({ conversionId, onSent }: { readonly conversionId: string; readonly onSent: () => void }) {
  const t = useWords();
  const task = useTask();
  const [chosen, setChosen] = useState<Picked>();
  const pick = () =>
    task.run(async () => {
      const picked = await vendor.pickPicture(mostPictureBytes);
      if (picked !== undefined) setChosen(picked);
    });
  const send = () =>
    task.run(async () => {
      if (chosen === undefined) return;
      await uploadPicture(conversionId, chosen.content);
      setChosen(undefined);
      onSent();
    });
  return (
    <Card title={t('上传原健康码截图', 'Send a screenshot of your code')}>
      <ol className="numbered">
        <li>
          {t('1. 打开原省份的健康码,等时间走动。', '1. Open the code of your province and wait until its clock runs.')}
        </li>
        <li>{t('2. 截取整页,不要裁剪、涂改。', '2. Take a screenshot of the whole page, uncut and unaltered.')}</li>
        <li>{t('3. 半小时内在这里上传。', '3. Send it here within half an hour.')}</li>
      </ol>
      {chosen === undefined ? (
        <Button busy={task.busy} onClick={pick}>
          {t('选择截图', 'Choose the screenshot')}
        </Button>
      ) : (
        <>
          <img
            className="preview"
            src={chosen.source ?? `data:${kindOf(chosen.content)};base64,${toBase64(chosen.content)}`}
            alt={t('您选的截图', 'The screenshot you chose')}
          />
          <Button busy={task.busy} onClick={send}>
            {t('发送这张截图', 'Send this one')}
          </Button>
          <Button kind="plain" disabled={task.busy} onClick={pick}>
            {t('换一张', 'Choose another')}
          </Button>
        </>
      )}
      <p className="fine">
        {t(
          '只用于这次核对;图中与码无关的内容不保留。',
          'It serves this comparison only; what is hidden in the file is not kept.',
        )}
      </p>
      <TroubleBox task={task} />
    </Card>
  );
}

async function unlessNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return undefined;
    throw error;
  }
}
