import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import type { Task } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { Button, Call, Card } from '@/ui/kit';
import { vendor, type FaceShown, type PlatformFace } from '@/vendor';

interface FacePartProps {
  readonly claim: schemas.IdentityClaim;
  readonly task: Task;
  /** Sends the claim with the check that was gone through. */
  readonly send: (faceId: string) => Promise<void>;
}

/** The face step, and what there is for who cannot or does not want to. */
export function FacePart(props: FacePartProps) {
  const { province } = useKept();
  const t = useWords();
  const { face } = vendor;
  return (
    <>
      <Card title={t('还差一步:刷脸', 'One more step: your face')}>
        {face === undefined ? (
          <p>
            {t(
              '请在您登录时用的小程序(微信或支付宝)里完成这一步。',
              'Please do this step in the mini-program that you signed in with, of WeChat or Alipay.',
            )}
          </p>
        ) : (
          <Showing {...props} face={face} />
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

function Showing({ claim, task, send, face }: FacePartProps & { readonly face: PlatformFace }) {
  const t = useWords();
  const intent = useIntent();
  /** Each check is opened once: whoever has left one begins another. */
  const [begun, setBegun] = useState(0);
  const [ended, setEnded] = useState<FaceShown>();
  const show = async () => {
    setEnded(undefined);
    const body = { ...claim, channel: face.channel };
    const check = await node().call(routes.beginFaceCheck, {
      body,
      idempotencyKey: await intent({ body, begun }),
    });
    setBegun(begun + 1);
    const shown = await face.show(check);
    if (shown === 'done') await send(check.faceId);
    else setEnded(shown);
  };
  const name = face.channel === 'wechat' ? t('微信', 'WeChat') : t('支付宝', 'Alipay');
  return (
    <>
      <p>
        {t(
          `${name}把您的脸与身份证照片核对一次。本平台看不到照片,只收到“是否一致”。`,
          `${name} compares your face with the picture of your card, once. This platform sees no picture; it is told whether they fit.`,
        )}
      </p>
      {ended !== undefined && (
        <p role="status" className="why">
          {ended === 'left'
            ? t('刚才没有完成,没有保存任何内容。', 'It was not gone through with. Nothing was stored.')
            : t(
                `${name}的刷脸页面没有打开。请检查网络后再试。已填写的内容都在。`,
                `The page of ${name} for it did not open. Check the network and try again. What you entered is kept.`,
              )}
        </p>
      )}
      <Button busy={task.busy} onClick={() => task.run(show)}>
        {t('开始刷脸', 'Begin')}
      </Button>
    </>
  );
}
