import { createClient, routes, type BodyOf } from '@tongxing/contract';

export type Venue = BodyOf<typeof routes.createEnrolment>['venue'];

/** A member of staff makes the code with which one device is enrolled for a venue. */
export async function makeEnrolment(
  url: string,
  staff: { readonly username: string; readonly password: string },
  venue: Venue,
): Promise<string> {
  const anonymous = createClient(url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: staff });
  const { enrolmentCode } = await anonymous.as(token).call(routes.createEnrolment, { body: { venue } });
  return enrolmentCode;
}

/** The address that is given out as a link or a QR code. What stands behind the # is never sent. */
export function enrolmentLink(url: string, enrolmentCode: string): string {
  return `${url}/guard/#enrol=${enrolmentCode}`;
}
