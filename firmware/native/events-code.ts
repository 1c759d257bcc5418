/** The machine code of `events.s`, assembled, and where its entries are, in bytes from the start. */
export const EVENTS_EDGE0 = 0;
export const EVENTS_EDGE1 = 4;
export const EVENTS_SCRIPT = 36;
export const EVENTS_BYTES = 112;
/** In base 64. */
export const EVENTS_CODE =
  "ACEM4AIhCuAEIQjgBiEG4AghBOAKIQLgDCEA4A4hCEPAQwngEqNwtF1pByQEQKxCF9qcaSBDAeANo3C0crYcaF1oZRueaLVC" +
  "DdgmQDYB9hgdaS1oNWJwYrFi8mIBNBxgYrZwvHBH3WgBNd1g+OfARg==";
