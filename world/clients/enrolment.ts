import { createClient, routes, type AnswerOf, type BodyOf } from '@tongxing/contract';

export type Venue = BodyOf<typeof routes.createEnrolment>['venue'];

/** A member of staff makes the code with which one device is enrolled for a venue. */
export async function makeEnrolment(
  url: string,
  staff: { readonly username: string; readonly password: string },
  venue: Venue,
): Promise<AnswerOf<typeof routes.createEnrolment>> {
  const anonymous = createClient(url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: staff });
  return anonymous.as(token).call(routes.createEnrolment, { body: { venue } });
}

/** The address that is given out as a link or a QR code. What stands behind the # is never sent. */
export function enrolmentLink(
  url: string,
  {
    enrolmentCode,
    rootsFingerprint,
  }: Pick<AnswerOf<typeof routes.createEnrolment>, 'enrolmentCode' | 'rootsFingerprint'>,
): string {
  return `${url}/guard/#enrol=${enrolmentCode}.${rootsFingerprint}`;
}
