/**
 * The globals that some build of Espruino 2v29 has, from the `JSON` comments of its sources (src/, libs/). Whether a
 * given board has one is for the application to know; a name that is not in here is a mistake.
 */
const names = `
arguments undefined NaN Infinity global globalThis eval parseInt parseFloat isNaN isFinite
encodeURIComponent decodeURIComponent atob btoa console process require print trace dump echo edit load save reset
Array ArrayBuffer ArrayBufferView Boolean DataView Date Error Function InternalError JSON Math Number Object Promise
ReferenceError RegExp String SyntaxError TypeError
Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint24Array
Uint32Array
setTimeout setInterval clearTimeout clearInterval changeInterval setWatch clearWatch getTime setTime
analogRead analogWrite digitalRead digitalWrite digitalPulse pinMode getPinMode shiftOut getSerial
peek8 peek16 peek32 poke8 poke16 poke32 setBusyIndicator setSleepIndicator setDeepSleep HIGH LOW
E Modules Pin Serial I2C SPI OneWire Stepper Waveform Graphics StorageFile AES Ethernet WLAN File url Qwiic Trig
Server Socket dgramSocket httpSrv httpSRq httpSRs httpCRq httpCRs lcd_spi_unbuf TFMicroInterpreter Unistroke
Badge Bangle Dickens Jolt Microbit NRF Pip Pixl Puck WioLTE acceleration compass show led
BluetoothDevice BluetoothRemoteGATTServer BluetoothRemoteGATTService BluetoothRemoteGATTCharacteristic
USB Bluetooth Telnet Terminal LoopbackA LoopbackB SWDCON
FET IRL IRLED IRR ML1 ML2 MR1 MR2 MOS1 MOS2 MOS3 MOS4 SCL SDA SERVO SPK VIBRATE Q Q0 Q1 Q2 Q3 P1 P3 CN1
`;

const known = new Set(names.trim().split(/\s+/));

/** Ports and pins are numbered: `Serial1`, `BTN2`, `LED`, `A13`, `D5`, `V0`. */
const numbered = /^(Serial|SPI|I2C|LED|BTN|IOEXT|CORNER|[A-KV])\d{1,3}$|^LED$|^BTN[ABDLRU]?$/;

export const isEspruinoGlobal = (name: string): boolean => known.has(name) || numbered.test(name);
