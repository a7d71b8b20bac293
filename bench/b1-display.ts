import { decodeStrip, prepareStrip } from '@tongxing/codec';
import { openMini, type Mini } from '@tongxing/world/citizen/mini/open-mini.ts';
import { createKeyPair, greenClaims, signWith } from './province.ts';

export interface DisplayScenario {
  /** Where the mini-program was built. */
  readonly folder: string;
  /** Displays after the first. */
  readonly later: number;
}

/** Milliseconds from asking for the code until the picture is handed over to be drawn. */
export interface DisplayFigures {
  readonly first: number;
  /** The code page is opened again from another page: a new signature, a new picture. */
  readonly reopened: readonly number[];
  readonly requests: readonly string[];
}

const validSeconds = 86_400;

process.once('message', (scenario: DisplayScenario) => {
  void display(scenario).then((figures) => process.send?.(figures, () => process.exit()));
});

/** A telephone on which the program has run before, in a process that has not run it yet. */
async function display({ folder, later }: DisplayScenario): Promise<DisplayFigures> {
  const storage = new Map([['tongxing.1', JSON.stringify(await keptOnPhone())]]);
  let whenShown: () => void = () => undefined;
  const drawn = (change: object) => {
    if (JSON.stringify(change).includes('data:image/png')) whenShown();
  };
  const timed = async (deed: () => void): Promise<number> => {
    const isShown = new Promise<void>((resolve) => (whenShown = resolve));
    const start = performance.now();
    deed();
    await isShown;
    return performance.now() - start;
  };
  let mini: Mini | undefined;
  const first = await timed(
    () => (mini = openMini('weapp', { folder, nodeUrl: 'http://127.0.0.1:9', storage, drawn })),
  );
  if (mini === undefined) throw new Error('the program did not start');
  const phone = mini;
  const reopened: number[] = [];
  for (let turn = 0; turn < later; turn += 1) {
    phone.open('pages/services/index');
    await phone.see('我能去吗');
    reopened.push(await timed(() => phone.open('pages/code/index')));
  }
  const requests = phone.requests();
  phone.close();
  return { first, reopened, requests };
}

/** What the app has stored: a strip of today with its key, who it is, the colour and its reason. */
async function keptOnPhone(): Promise<object> {
  const issuer = createKeyPair();
  const holder = createKeyPair();
  const now = Math.floor(Date.now() / 1000);
  const [notBefore, expiresAt] = [now - 600, now + validSeconds];
  const claims = { ...greenClaims(holder.publicKey, 1), issuedAt: notBefore, notBefore, expiresAt };
  const prepared = prepareStrip(claims, { suite: 'ES256', kid: issuer.kid });
  const strip = prepared.finish(signWith(issuer, prepared.toBeSigned));
  if (decodeStrip(strip).claims.expiresAt !== expiresAt) throw new Error('the strip is not what was signed');
  const { d = '' } = holder.privateObject.export({ format: 'jwk' });
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
  const both = { zh: '近 14 天健康信息未见异常。', en: 'Nothing unusual in the last 14 days.' };
  const fact = { source: 'nat-laboratory', observedAt: instant(now - 40_000), receivedAt: instant(now - 30_000) };
  const reason = {
    ruleId: 'SD-1',
    text: both,
    until: null,
    release: both,
    authority: both,
    documentNumber: '1',
    facts: [fact],
  };
  return {
    language: 'zh',
    strips: [{ strip: Buffer.from(strip).toString('base64url'), key: d, notBefore, expiresAt }],
    session: { token: 'none' },
    province: {
      division: '370000',
      name: both,
      codeName: both,
      hotline: '0531-12320',
      screenshots: both,
      stripDaysAhead: 3,
      displayRefreshSeconds: 30,
    },
    me: { verified: true, maskedName: '王*英', documentType: '10', lastFour: '1001' },
    code: { colour: 'green', validTo: instant(expiresAt) },
    health: {
      colour: 'green',
      decidedAt: instant(now - 600),
      reasons: [reason],
      unknown: [],
      contest: { text: both, hotline: '0531-12320' },
    },
  };
}
