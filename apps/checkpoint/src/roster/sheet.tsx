import { day, rosterSees, type schemas } from '@tongxing/contract';
import { Qr } from '../screens/qr.tsx';
import type { Reading } from './roster.ts';

interface Props {
  readonly organisation: Reading['organisation'];
  readonly invitation: schemas.RosterInvitation;
}

/** The notice at the door: on paper only, and in both languages whatever the screen speaks. */
export function Sheet({ organisation: { name, kind }, invitation: { code, expiresAt, url } }: Props) {
  const until = day(new Date(expiresAt));
  return (
    <article class="sheet">
      <p class="sheet-name">{name}</p>
      <h2>
        扫码加入名单 <span lang="en">Scan to join the list</span>
      </h2>
      <Qr text={url} name="加入名单的二维码 QR code for joining the list" />
      <ol>
        {steps.map(({ zh, en }) => (
          <li key={zh}>
            {zh} <span lang="en">{en}</span>
          </li>
        ))}
      </ol>
      <p>
        <b>能看到什么</b> {rosterSees[kind].zh}
      </p>
      <p lang="en">
        <b>What is seen</b> {rosterSees[kind].en}
      </p>
      <p>
        加入是自愿的,随时可以退出。不加入的人,到门口照常查验。{' '}
        <span lang="en">
          Joining is up to you, and you can leave at any time. Who does not join is checked at the door.
        </span>
      </p>
      <footer>
        有效至 {until.zh} · <span lang="en">until {until.en}</span>
        <br />
        加入码 <span lang="en">code</span> <code>{code}</code>
      </footer>
    </article>
  );
}

const steps = [
  {
    zh: '手机相机扫码,打开健康码应用并登录;也可在「单位和学校」里输入加入码。',
    en: 'Scan it with your phone, which opens the health-code app, and sign in; or type the code under Employer and school.',
  },
  {
    zh: '看清是哪个单位、能看到什么,选好姓名怎样显示。',
    en: 'Read whose list it is and what is seen, and choose how your name is shown.',
  },
  { zh: '点「同意并加入」。孩子由家长办理。', en: 'Press Agree and join. Parents do it for their children.' },
] as const;
