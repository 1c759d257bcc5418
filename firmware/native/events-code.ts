/** The machine code of `events.s`, assembled, and where its entries are, in bytes from the start. */
export const EVENTS_EDGE0 = 0;
export const EVENTS_EDGE1 = 4;
export const EVENTS_SCRIPT = 36;
export const EVENTS_OLDEST = 110;
export const EVENTS_MADE = 210;
export const EVENTS_FREE = 234;
export const EVENTS_BYTES = 244;
/** In base 64. */
export const EVENTS_CODE =
  "ACEM4AIhCuAEIQjgBiEG4AghBOAKIQLgDCEA4A4hCEPAQwngM6NwtF1pByQEQKxCF9qcaSBDAeAuo3C0crYcaF1oZRueaLVC" +
  "DdgmQDYB9hgdaS1oNWRwZLFk8mQBNBxgYrZwvHBH3WgBNd1g+OcdagAtLdAfaT9oWGgaaJBCA9CaaAJAGNEfbN5ommq2Gg7Q" +
  "WmsAKgnQ2mqCQgjQ2GIfY55j3mMdHBA9cEcBItphGmiQQgzQmmgCQBIBnRhobAAoBtsYIhBAkEIC0QEi2mEAJXBHWGoBMFhi" +
  "2GsAKAXQmmoSGJpiACDYY3BHWGgBMFhgcEfARg==";
