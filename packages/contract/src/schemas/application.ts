import { Type, type Static } from 'typebox';
import { AttachmentUpload } from './appeal.ts';
import { Division, Id, closed } from './basics.ts';
import { ConsentEvidence, Conversion } from './conversion.ts';
import { HealthAnswers, Itinerary, Pledge } from './declaration.ts';

/** What is kept of a form before it is sent in: from where and where to, and whatever has been filled in of the rest. */
export const ConversionDraft = closed({
  originDivision: Division,
  scope: Division,
  destination: Type.Optional(Division),
  path: Type.Optional(Type.Literal('picture')),
  answers: Type.Optional(HealthAnswers),
  stays: Type.Optional(Itinerary),
});
export type ConversionDraft = Static<typeof ConversionDraft>;

/** A draft is complete with these two, which are never kept. */
export const ConversionSubmission = closed({ consent: ConsentEvidence, pledge: Pledge });
export type ConversionSubmission = Static<typeof ConversionSubmission>;

/** What an application that waits for the person may need: a new consent, or her word that what she declared still holds. */
export const ConversionContinuation = closed({
  consent: Type.Optional(ConsentEvidence),
  pledge: Type.Optional(Pledge),
});
export type ConversionContinuation = Static<typeof ConversionContinuation>;

export const DocumentUpload = AttachmentUpload;

export const ConversionWithForm = closed({ conversion: Conversion, form: ConversionDraft });
export const DocumentParams = closed({ conversionId: Id, documentId: Id });
