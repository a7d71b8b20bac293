import { enrolTrouble, notACode, readEnrolment, revokedWords, type Device, type DeviceState } from '@tongxing/device';
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
      setTrouble(enrolTrouble(error));
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
  const { title, cure } = revokedWords(lost);
  return (
    <div role="alert" className="trouble">
      <p className="trouble-title">{t.say(title)}</p>
      <p>{t.say(cure)}</p>
    </div>
  );
}
