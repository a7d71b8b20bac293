import { ProblemError } from '@tongxing/contract';
import { readEnrolment, RootsDifferError, type Device, type DeviceState } from '@tongxing/device';
import { useState } from 'react';
import type { Trouble } from '@/api/node';
import { useWords } from '@/store/hooks';
import { Button, Card, Field, TroubleBox, Waiting } from '@/ui/kit';
import { vendor } from '@/vendor';

interface Props {
  readonly device: Device;
  readonly state: DeviceState;
}

/** Before the phone belongs to a venue, or when it does no longer. */
export function Enrol({ device, state }: Props) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [typed, setTyped] = useState('');
  const attempt = async (work: () => Promise<void>) => {
    setTrouble(undefined);
    setBusy(true);
    try {
      await work();
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setBusy(false);
    }
  };
  const enrol = async (text: string) => {
    const enrolment = readEnrolment(text);
    if (enrolment === undefined) setTrouble(notACode);
    else await device.enrol(enrolment);
  };
  const scan = async () => {
    const text = await vendor.scanCode(true);
    if (text !== undefined) await enrol(text);
  };
  return (
    <>
      {state.revoked !== undefined && <Revoked lost={state.revoked.lost} />}
      <Card title={t('登记这部手机', 'Enrol this phone')}>
        <p>
          {t(
            '您是查验人员时,请扫管理员给的登记二维码。一个登记码只能登记一台设备,24 小时内有效。',
            'If you check codes at a door, scan the enrolment code that the administrator gave you. It enrols one device and is good for 24 hours.',
          )}
        </p>
        {busy && <Waiting>{t('正在登记并取回规则', 'Enrolling, and fetching the rules')}</Waiting>}
        {state.enrolled ? (
          <Button busy={busy} onClick={() => void attempt(device.refresh)}>
            {t('重新取回规则', 'Fetch the rules again')}
          </Button>
        ) : (
          <Button busy={busy} onClick={() => void attempt(scan)}>
            {t('扫登记码', 'Scan the enrolment code')}
          </Button>
        )}
        <TroubleBox task={{ trouble }} />
      </Card>
      {!state.enrolled && (
        <Card>
          <Field
            name={t('或粘贴登记链接', 'Or paste the enrolment link')}
            value={typed}
            onInput={setTyped}
            maxLength={300}
          />
          <Button
            kind="plain"
            disabled={typed.trim() === ''}
            busy={busy}
            onClick={() => void attempt(() => enrol(typed))}
          >
            {t('登记', 'Enrol')}
          </Button>
        </Card>
      )}
      <p className="fine">
        {t(
          '手机丢失或换人时,请立即请管理员停用。停用后,这部手机上的密钥、规则和记录全部清除。',
          'If the phone is lost or changes hands, have the administrator take it out of use at once. Its key, rules and records are then erased.',
        )}
      </p>
    </>
  );
}

function Revoked({ lost }: { readonly lost: number }) {
  const t = useWords();
  return (
    <div role="alert" className="trouble">
      <p className="trouble-title">{t('这部手机已被停用', 'This phone was taken out of use')}</p>
      <p>
        {lost === 0
          ? t(
              '本机的密钥、规则和记录都已清除,所有记录之前都已上传。请联系管理员。',
              'Its key, rules and records are erased; all records had been sent. Please ask the administrator.',
            )
          : t(
              `本机的密钥、规则和记录都已清除,其中 ${lost} 条没来得及上传。请把这个数字告诉管理员。`,
              `Its key, rules and records are erased; ${lost} of them had not been sent. Please tell the administrator this number.`,
            )}
      </p>
    </div>
  );
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof RootsDifferError) return otherRoots;
  if (!(error instanceof ProblemError)) return noAnswer;
  const { titles, cure } = error.problem;
  return { title: titles, cure, code: error.code };
}

const noAnswer: Trouble = {
  code: 'unreachable',
  title: { zh: '没有连上服务器,还没有登记', en: 'The server could not be reached; the phone is not enrolled yet' },
  cure: { zh: '登记码仍然有效,请联网后再试。', en: 'The code is still good; try again with a network.' },
};

const notACode: Trouble = {
  code: 'not-a-code',
  title: { zh: '这不是完整的登记码', en: 'This is no whole enrolment code' },
  cure: {
    zh: '请重新扫管理员给的二维码,或请管理员重新生成一个。',
    en: 'Scan the one that the administrator gave you again, or ask for a new one.',
  },
};

const otherRoots: Trouble = {
  code: 'roots-differ',
  title: {
    zh: '服务器的根密钥与登记码上写的不一致,可能被人替换过',
    en: 'The root keys of the server are not those that the code names; somebody may have replaced them',
  },
  cure: {
    zh: '本机没有登记,什么都没有保留。请不要再试,把这句话告诉管理员。',
    en: 'The phone is not enrolled and nothing was kept. Do not try again, and tell the administrator.',
  },
};
