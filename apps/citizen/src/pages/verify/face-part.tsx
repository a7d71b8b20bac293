import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import type { Task } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { Button, Call, Card } from '@/ui/kit';
import { vendor } from '@/vendor';

interface FacePartProps {
  readonly claim: schemas.IdentityClaim;
  readonly task: Task;
  /** Sends the claim with the check that was gone through. */
  readonly send: (faceId: string) => Promise<void>;
}

/** The face step, and what there is for who cannot or does not want to. */
export function FacePart({ claim, task, send }: FacePartProps) {
  const { province } = useKept();
  const t = useWords();
  const [isLeft, setLeft] = useState(false);
  const { showFace } = vendor;
  const show = async () => {
    setLeft(false);
    const { faceId, verifyId } = await node().call(routes.beginFaceCheck, { body: claim });
    if ((await showFace?.(verifyId)) === true) await send(faceId);
    else setLeft(true);
  };
  return (
    <>
      <Card title={t('还差一步:刷脸', 'One more step: your face')}>
        {showFace === undefined ? (
          <p>{t('请在微信小程序里完成这一步。', 'Please do this step in the WeChat mini-program.')}</p>
        ) : (
          <>
            <p>
              {t(
                '微信把您的脸与身份证照片核对一次。本平台看不到照片,只收到“是否一致”。',
                'WeChat compares your face with the picture of your card, once. This platform sees no picture; it is told whether they fit.',
              )}
            </p>
            {isLeft && (
              <p role="status" className="why">
                {t('刚才没有完成,没有保存任何内容。', 'It was not gone through with. Nothing was stored.')}
              </p>
            )}
            <Button busy={task.busy} onClick={() => task.run(show)}>
              {t('开始刷脸', 'Begin')}
            </Button>
          </>
        )}
      </Card>
      <Card title={t('不方便刷脸?', 'You cannot, or would rather not?')}>
        <p>
          {t(
            '可以改用其他证件;可以由家人代办;也可以带身份证到社区服务点,工作人员当面核对,并办理纸质码。',
            'Use another document; let family act for you; or take your card to a community desk, where somebody looks at it and can give you a paper code.',
          )}
        </p>
        {province !== undefined && <Call phone={province.hotline} />}
      </Card>
    </>
  );
}
