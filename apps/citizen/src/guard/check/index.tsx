import { stepOf } from '@tongxing/device';
import { useEffect, useReducer, useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Door } from '../door';
import { Enrol } from '../enrol';
import { openGuard, type Opened } from '../open';
import { StepPart } from '../step';
import { Verdict } from '../verdict';
import '../guard.css';

/** The checkpoint, for guards who are in the app of the platform anyway: one person after the other, with and without a network. */
export default function GuardPage() {
  const t = useWords();
  return (
    <Page title={t('查验', 'Checkpoint')}>
      <Guard />
    </Page>
  );
}

function Guard() {
  const t = useWords();
  const { opened, failed, again } = useGuard();
  if (failed) return <NotOpened again={again} />;
  if (opened === undefined) return <Waiting>{t('正在打开查验', 'Opening the checkpoint')}</Waiting>;
  const { device, session } = opened;
  const state = device.state();
  if (!state.enrolled || state.profile === undefined) return <Enrol device={device} state={state} />;
  const view = session.view();
  const now = stepOf(view, state.profile.check.steps);
  if (now !== undefined)
    return (
      <StepPart key={`${now.person.checkId} ${now.step}`} now={now} check={state.profile.check} session={session} />
    );
  const [person] = view.people;
  if (person !== undefined) return <Verdict key={person.checkId} person={person} opened={opened} />;
  return <Door opened={opened} state={state} view={view} />;
}

/** The device and what is at its door, drawn anew at every change. */
function useGuard() {
  const [opened, setOpened] = useState<Opened>();
  const [failed, setFailed] = useState(false);
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const [tried, again] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    setFailed(false);
    let silence = () => {};
    let gone = false;
    openGuard().then(
      (guard) => {
        if (gone) return;
        const stops = [guard.device.onChange(draw), guard.session.onChange(draw)];
        silence = () => stops.forEach((stop) => stop());
        setOpened(guard);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      silence();
    };
  }, [tried]);
  return { opened, failed, again };
}

function NotOpened({ again }: { readonly again: () => void }) {
  const t = useWords();
  return (
    <Card title={t('现在打不开查验', 'The checkpoint cannot be opened now')}>
      <p>
        {t(
          '这部手机读不到保存的内容。请检查手机的存储空间,再试一次。等待上传的记录没有丢。',
          'What this phone keeps cannot be read. Check its free space and try again. Records that wait to be sent are not lost.',
        )}
      </p>
      <Button onClick={again}>{t('再试一次', 'Try again')}</Button>
    </Card>
  );
}
