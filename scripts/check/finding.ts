/** One thing a check has to object to. */
export type Finding = {
  /** file, with the line where known: `packages/codec/src/strip.ts:12` */
  place: string;
  /** what is wrong, and what to do where that is not plain */
  message: string;
};

/** A check finds nothing, or the reasons why the project may not go on as it is. */
export type Check = () => Promise<Finding[]>;
