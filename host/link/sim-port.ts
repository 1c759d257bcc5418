export const openSimPort: any = null;
