import { deviceLine, deviceTroubles, type DeviceState } from '@tongxing/device';
import { useWords } from '@/store/hooks';

/** Where the phone stands, and how it is with it. */
export function DeviceLine({ state }: { readonly state: DeviceState }) {
  const t = useWords();
  return (
    <div className="guard-device">
      <h2 className="card-title">{state.profile?.venue.name}</h2>
      <p role="status" className="guard-line">
        <span className={`guard-dot ${state.connection}`} aria-hidden="true" />
        <span>{t.say(deviceLine(state, Date.now() / 1000))}</span>
      </p>
      {deviceTroubles(state).map((trouble) => (
        <p key={trouble.en} role="alert" className="trouble">
          {t.say(trouble)}
        </p>
      ))}
    </div>
  );
}
