import { deviceLine, deviceTroubles, type DeviceState } from '@tongxing/device';
import { useWords } from '../words/language.ts';

/** Where the device stands, and how it is with it. */
export function Header({ state }: { readonly state: DeviceState }) {
  const t = useWords();
  return (
    <header class="header">
      <h1 class="venue">{state.profile?.venue.name}</h1>
      <p class={`link ${state.connection}`} role="status">
        <span class="dot" aria-hidden="true" />
        {t.say(deviceLine(state, Date.now() / 1000))}
      </p>
      {deviceTroubles(state).map((trouble) => (
        <p key={trouble.en} class="trouble" role="alert">
          {t.say(trouble)}
        </p>
      ))}
    </header>
  );
}
