import type { schemas } from '@tongxing/contract';

/** 37.3 °C: from here on a temperature is a fever (SD20-Y3, SX20). */
const fever = 37.3;

/**
 * Do later answers take something back that earlier ones said: a symptom, a contact, a fever? That is a correction. A new symptom, a
 * contact that has become known, a temperature that has risen are something new, and are taken in at any time.
 */
export function takesBackHealth(earlier: schemas.HealthAnswers, later: schemas.HealthAnswers): boolean {
  const symptomGone = earlier.symptoms.some((symptom) => !later.symptoms.includes(symptom));
  const contactGone = earlier.contactWithCase && !later.contactWithCase;
  const feverGone = (earlier.temperature ?? 0) >= fever && (later.temperature ?? 0) < fever;
  return symptomGone || contactGone || feverGone;
}

/** Does a later itinerary leave out a place that an earlier one named? A further place is something new. */
export function takesBackStays(earlier: readonly schemas.Stay[], later: readonly schemas.Stay[]): boolean {
  const named = new Set(later.map(({ division }) => division));
  return earlier.some(({ division }) => !named.has(division));
}
