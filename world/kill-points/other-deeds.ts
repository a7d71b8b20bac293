import { createClient, routes } from '@tongxing/contract';
import { citizenOf } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { expect } from '../stories/story.ts';
import { signInByApp } from './by-app.ts';
import { deeds, deedsBefore, nodeOf, type Cast, type Deed } from './deeds.ts';
import { unless, withPhoneCode } from './sign-in.ts';

/** Ticks of every period run within this many seconds. */
const longestPeriod = 601;
/** Longer than the period of the tick that closes accounts. */
const closingPeriod = 61;
/** Longer than it takes a node to see what its clock says. */
const lookMs = 1500;

const untilACode = deedsBefore(deeds.find(({ adds }) => adds[shanxi]?.['code'] !== undefined)!);

/** No deed of hers: what the node does by itself, while something new waits for the log. */
export const ticking: Deed = {
  title: 'what the node does every second to every ten minutes',
  after: untilACode,
  only: ['tick:'],
  async run({ atHome, machines }) {
    await atHome!.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await machines.hurry(shanxi, longestPeriod);
    await machines.ticked(shanxi);
  },
  adds: { [shanxi]: { code: 1, current_code: 1 } },
  signs: true,
};

const facing: Deed = {
  title: 'she shows her face in Alipay and is verified',
  after: [{ run: comeThroughAlipay }],
  only: ['beginFaceCheck/', 'verifyIdentity/'],
  async run({ atHome, person, story }) {
    const { documentNumber, name } = person;
    const claim = { documentType: '10' as const, documentNumber, name };
    const check = await atHome!.client.call(routes.beginFaceCheck, { body: { ...claim, channel: 'alipay' } });
    expect((await fetch(check.url ?? '')).ok, 'the page of the check opens');
    const { managementUrl } = story.world.simulators['alipay-gateway'];
    const shown = { appId: alipayApp, phone: person.phone, certifyId: check.verifyId, isHers: true };
    await manage(managementUrl, 'POST /faces', shown);
    const body = { ...claim, faceId: check.faceId };
    expect((await atHome!.client.call(routes.verifyIdentity, { body })).verified, 'verified');
  },
  adds: { [shanxi]: { face_check: 1, person: 1, document_person: 1 } },
};

const signingOn: Deed = {
  title: 'she signs in with the app of the province, which knows her name',
  after: [],
  only: ['beginSignOn/', 'finishSignOn/'],
  async run(cast) {
    cast.abroad = await signInByApp(nodeOf(cast, shandong), cast.person);
    expect((await cast.abroad.client.call(routes.getMe, {})).verified, 'verified');
  },
  adds: { [shandong]: { account: 1, phone_account: 1, person: 1, document_person: 1 } },
};

const closing: Deed = {
  title: 'she closes her account, and what is held of her is destroyed',
  after: [...untilACode, deeds[untilACode.length]!],
  only: ['closeAccount/', 'tick:own-data.closures/'],
  async run(cast) {
    const { machines, ledger } = cast;
    const certificateId = await askToClose(cast);
    await ledger.letDaysPass(shanxi, certificateId);
    const anonymous = createClient(nodeOf(cast, shanxi).url, cast.network.transport);
    const began = Date.now();
    await until('her account is closed', async () => {
      // A step at a time: what is signed by a clock that is minutes ahead nobody takes.
      const steps = 1 + Math.floor((Date.now() - began) / lookMs);
      await machines.hurry(shanxi, closingPeriod * steps);
      return unless(['not-found', 'certificate-unknown'], () =>
        anonymous.call(routes.checkCertificate, { params: { certificateId } }),
      );
    });
    // There is nobody left to look at.
    delete cast.atHome;
  },
  adds: {
    [shanxi]: {
      account: -1,
      phone_account: -1,
      person: -1,
      document_person: -1,
      declaration: -2,
      code: -1,
      current_code: -1,
      closure_receipt: 1,
    },
  },
};

/** What is not on the way of the main story: each is lived by somebody of its own. */
export const otherDeeds: readonly Deed[] = [facing, signingOn, closing, ticking];

const alipayApp = `tongxing-${shanxi}`;

async function comeThroughAlipay(cast: Cast): Promise<void> {
  const { person, story } = cast;
  const { managementUrl } = story.world.simulators['alipay-gateway'];
  const { body } = await manage(managementUrl, 'POST /logins', { appId: alipayApp, phone: person.phone });
  const { authCode, encryptedPhone } = body as {
    authCode: string;
    encryptedPhone: { response: string; sign: string };
  };
  const anonymous = createClient(nodeOf(cast, shanxi).url, cast.network.transport);
  const { token } = await anonymous.call(routes.signInWithAlipay, { body: { authCode, encryptedPhone } });
  cast.atHome = citizenOf(person, anonymous.as(token));
}

/** @returns the number of the closure, under which its receipt stands later */
function askToClose(cast: Cast): Promise<string> {
  const { atHome, machines, person } = cast;
  const { client } = atHome!;
  return withPhoneCode({
    phone: person.phone,
    smsManagementUrl: nodeOf(cast, shanxi).smsManagementUrl,
    waitAMinute: () => machines.passMinute(shanxi),
    ask: () => client.call(routes.sendOwnDataCode, { body: { use: 'closure' } }),
    use: async (code) => (await client.call(routes.closeAccount, { body: { code } })).closureId,
    orElse: async () => (await client.call(routes.getOwnData, {})).closure?.closureId,
  });
}
