export { age } from './ages.ts';
export { type CodeLine, codeLine } from './code-line.ts';
export { deviceLine, deviceTroubles } from './device-line.ts';
export { enrolTrouble, type EnrolTrouble, notACode, revokedWords } from './enrol-trouble.ts';
export { openDevice, type Device, type DeviceState } from './device.ts';
export { dayInChina } from './day.ts';
export { readEnrolment, type Enrolment } from './enrol.ts';
export { describeScan } from './scan.ts';
export { type AppliedFallback, fallbackNow, openFallback } from './fallback.ts';
export { contactSeconds, fetchContact, heardAt, jittered, takeContact, type Contact } from './contact.ts';
export { judgeCode, originOf } from './judge.ts';
export { fetchKnowledge, openKnowledge, type Fetched, type Knowledge, type Roots } from './knowledge.ts';
export { lastFourOf } from './last-four.ts';
export type { PlaceShown } from './place-display.ts';
export type { Holdings, Kept, KeptTypes, Keys, Platform, RootsFile } from './platform.ts';
export { keyOf, type Reading } from './reading.ts';
export { describeVerification, nothingKnown } from './result.ts';
export { createSession, type DoorView, type PersonAtDoor, type Session } from './session.ts';
export { openParcels, type StoredWaiting, type TextStore } from './parcels.ts';
export { keepUpToDate } from './schedule.ts';
export { createTurns } from './turns.ts';
export { verdictStays, verdictWords } from './verdict-words.ts';
export type { Part, PartTools } from './part.ts';
export { stepOf, type StepNow } from './steps.ts';
export {
  batchOf,
  mostInBatch,
  mostRegistrations,
  uploadWaiting,
  type SignBatch,
  type Waiting,
  type WaitingItem,
} from './upload.ts';
export { whoseCode, type Whose } from './whose.ts';
