import { createClient, routes } from '@tongxing/contract';
import { enrolCheckpoint, type Checkpoint } from '../clients/checkpoint.ts';
import type { StoryWorld } from './story.ts';

/** Seconds since 1970 by the machine, whose clock is right. */
export const now = () => Math.floor(Date.now() / 1000);

export const codes = ({ findings }: { findings: readonly { code: string }[] }) =>
  findings.map((finding) => finding.code);

/** A staff member makes the enrolment code; the device enrols itself with it. */
export async function enrolAt(
  { roots }: StoryWorld,
  node: { url: string; admin: { username: string; password: string } },
  division: string,
  clockError = 0,
): Promise<Checkpoint> {
  const anonymous = createClient(node.url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: node.admin });
  const venue = { name: '虚拟商场东门', placeType: 'mall' as const, division };
  const { enrolmentCode } = await anonymous.as(token).call(routes.createEnrolment, { body: { venue } });
  return enrolCheckpoint(node.url, enrolmentCode, roots, clockError);
}
