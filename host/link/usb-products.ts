/**
 * What boards and their USB adapters call themselves, by vendor and product.
 *
 * Source: usb.ids, http://www.linux-usb.org/usb-ids.html.
 */
export const usbProducts: Readonly<Record<string, string>> = {
  "0483:5740": "STM32 with USB, such as Espruino's own boards",
  "2e8a:000a": "Raspberry Pi Pico",
  "2e8a:0003": "Raspberry Pi Pico in its boot loader",
  "303a:1001": "ESP32 with USB",
  "0d28:0204": "micro:bit",
  "10c4:ea60": "CP210x adapter",
  "1a86:7523": "CH340 adapter",
  "1a86:55d4": "CH9102 adapter",
  "0403:6001": "FT232 adapter",
  "0403:6015": "FT231X adapter",
  "067b:2303": "PL2303 adapter",
};
