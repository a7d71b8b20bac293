import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { CopyAddress } from '@/ui/copy-address';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { vendor } from '@/vendor';
import { Printed } from './printed';
import { Sheet } from './sheet';

const readPapers = async () => (await node().call(routes.listPaperCodes, {})).papers;

/** A code for somebody without a phone: made, printed, and revoked when the paper is lost. */
export default function Paper() {
  const { me } = useKept();
  const t = useWords();
  const task = useTask();
  const [paper, setPaper] = useState<schemas.PaperCode>();
  const { value: papers, task: reading, again } = useLoaded(readPapers);
  const make = async () => {
    setPaper(await node().call(routes.makePaperCode, {}));
    again();
  };
  const revoked = (paperId: string) => {
    if (paperId === paper?.paperId) setPaper(undefined);
    again();
  };
  const whose = me?.maskedName ?? '';
  return (
    <Page title={t('纸质码', 'Code on paper')}>
      {paper === undefined ? (
        <Card title={t(`${whose}的纸质码`, `For ${whose}`)}>
          <p>
            {t(
              '给没有手机、不会用手机的人。打印出来,和身份证件一起出示。',
              'For who has no phone, or cannot use one. It is printed, and shown together with the document.',
            )}
          </p>
          <p>
            {t(
              '纸上没有颜色,查验人员联网时看到的是当时的颜色,所以颜色变了也不用重新打印。',
              'There is no colour on it. With a network the guard sees the colour of that moment, so it need not be printed again when it changes.',
            )}
          </p>
          <Button busy={task.busy} onClick={() => task.run(make)}>
            {t('制作纸质码', 'Make it')}
          </Button>
        </Card>
      ) : (
        <>
          <Sheet paper={paper} />
          <HowToPrint />
        </>
      )}
      <TroubleBox task={task} />
      {papers === undefined && reading.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={reading} />
      {papers?.map((each) => (
        <Printed key={each.paperId} paper={each} onRevoked={revoked} />
      ))}
    </Page>
  );
}

function HowToPrint() {
  const t = useWords();
  const { print, nodeUrl } = vendor;
  const address = `${nodeUrl}/app/#/pages/paper/index`;
  if (print !== undefined) return <Button onClick={print}>{t('打印', 'Print')}</Button>;
  return (
    <Card title={t('怎样打印', 'How to print it')}>
      <p>
        {t(
          '截屏保存上面这张,发到能打印的电脑或照相馆;或者到社区服务中心,请工作人员帮您打印。',
          'Take a screenshot of it and send it to a printer; or have it printed at the community centre.',
        )}
      </p>
      <p className="fine">
        {t('也可以用手机浏览器打开下面的网址打印:', 'You can also print it from this address:')} {address}
      </p>
      <CopyAddress address={address} />
    </Card>
  );
}
