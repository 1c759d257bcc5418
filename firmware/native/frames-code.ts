/** The machine code of `frames.s`, assembled, and where its entries are, in bytes from the start. */
export const FRAMES_FRAME = 0;
export const FRAMES_BYTES = 508;
/** In base 64. */
export const FRAMES_CODE =
  "+LXARn2kImgAKkDQY2gfaT9oWGgaaJBCA9CaaAJAGNEfalAlLRneaCprthoM0GpqACoH0GprgkIG0GhjL2KuYu5iCOABItph" +
  "GmiQQh/QmmgCQBIBnRhoagAoCdsYIhgjAkCaQhDQACNCDxLQASIQ4MBDgAAAGUNqASIAKwnRZWhoaAEwaGDB52VoASDoYQAg" +
  "fODjZo5oACf/Q3sggBgiaQAqENGiaB8jGkAM0ADwlvigaB8iEEAwMADwkPgoauJogBoAIhHgAjAA8Ij4MCAA8IX4oGgAIgDw" +
  "avgoamJpgBrCF6NpwBjjaVpBAPBg+OJuACoX0WhqwAAACgEwACIA8Fb4aGoYIgJAEtCoagDwQfhoahAiAkAL0OhqAPA6+Afg" +
  "APBc+OJuEHgBMuJmACj30f9DPyA4QGdmMDAA8E/4YG4ABYAOMDAA8En4YG6AA4AOMDAA8EP4CiAA8ED4jmAoauBgoGgBMKBg" +
  "ACAgYVAjGxnYagAoBdAaaxIYGmMAINhiA+BjaFhoATBYYAEg+LwEvBBHALUAKAXaQEJgZi0gAPAd+GBuACIA8AL4BLwQRwC1" +
  "0wZSCaJmQgkTQ2NmHyIQQKJuGkMF0FAwAPAI+GBuom7u5zAwAPAC+AS8EEcKaTJAUhgwMhBwATZHQCNqCCJ/CADTX0ABOvrR" +
  "cEfARg==";
