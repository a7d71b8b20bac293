import { useState } from 'react';
import { routes, type schemas } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { now } from '@/phone/code';
import { getKept, keep } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { ago, dayAndTime } from '@/words/times';

type Device = schemas.Devices['devices'][number];

const readDevices = () => ownNode().call(routes.listDevices, {});

/** The phones that hold her code. One that was lost is removed, and what it shows stops counting. */
export default function Devices() {
  const { deviceId } = useKept();
  const t = useWords();
  const { value: held, task, again } = useLoaded(readDevices);
  const devices = held?.devices ?? [];
  const shown = [
    ...devices.filter((device) => device.deviceId === deviceId),
    ...devices.filter((device) => device.deviceId !== deviceId),
  ];
  const ending = useTask();
  const [ended, setEnded] = useState(false);
  const others = devices.filter((device) => !device.byGuardian && device.deviceId !== deviceId);
  const endAll = async () => {
    await ownNode().call(routes.endOtherSessions, {});
    for (const { deviceId: other } of others) await removeFromNode(other);
    setEnded(true);
    again();
  };
  return (
    <Page title={t('我的设备', 'My devices')}>
      <p className="lead">
        {held === undefined
          ? t('下面的手机里有您的码。', 'These phones hold your code.')
          : t(`下面的手机里有您的码,最多 ${held.most} 部。`, `These phones hold your code; there can be ${held.most}.`)}
      </p>
      {held === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {held?.devices.length === 0 && <Card>{t('还没有手机领过码。', 'No phone holds a code yet.')}</Card>}
      {shown.map((device, place) => (
        <OneDevice key={device.deviceId} device={device} number={place + 1} onRemoved={again} />
      ))}
      <Card title={t('手机丢了', 'A phone is lost')}>
        <p>
          {t(
            '其他手机全部退出登录,里面的码随即作废;这部手机不受影响。',
            'Every other phone is signed out and the codes on it end at once; this phone stays as it is.',
          )}
        </p>
        <Button kind="danger" busy={ending.busy} onClick={() => ending.run(endAll)}>
          {t('退出其他所有手机', 'End all others')}
        </Button>
        {ended && <p role="status">{t('其他手机都已退出。', 'All other phones are signed out.')}</p>}
        <TroubleBox task={ending} />
      </Card>
    </Page>
  );
}

function OneDevice({
  device,
  number,
  onRemoved,
}: {
  readonly device: Device;
  readonly number: number;
  readonly onRemoved: () => void;
}) {
  const { deviceId } = useKept();
  const t = useWords();
  const task = useTask();
  const isThis = device.deviceId === deviceId;
  const remove = async () => {
    await removeFromNode(device.deviceId);
    onRemoved();
  };
  const name = isThis
    ? t('这部手机', 'This phone')
    : device.byGuardian
      ? t('代办人的手机', 'The phone of who acts for you')
      : t(`手机 ${number}`, `Phone ${number}`);
  return (
    <Card title={name}>
      <Rows
        rows={[
          [t('最近使用', 'Last used'), ago(t, now() - Date.parse(device.lastSeenAt))],
          [t('添加时间', 'Added'), dayAndTime(t, device.addedAt)],
        ]}
      />
      {!isThis && (
        <Button
          kind="plain"
          name={t(`移除${name}`, `Remove ${name}`)}
          busy={task.busy}
          onClick={() => task.run(remove)}
        >
          {t('移除', 'Remove')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}

/** The codes on it end. A phone that was removed before and is this one counts as a new one from now on. */
async function removeFromNode(removed: string): Promise<void> {
  await ownNode().call(routes.removeDevice, { params: { deviceId: removed } });
  const { devices } = await readDevices();
  const { deviceId } = getKept();
  if (!devices.some((device) => device.deviceId === deviceId)) keep({ deviceId: undefined });
}
