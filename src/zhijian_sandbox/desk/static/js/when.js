// Times as the chat people know writes them. Days are those of China, whatever the computer's own zone is.
const EAST_EIGHT = 8 * 3600;
const DAY = 86400;
const WEEKDAYS = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

function at(seconds) {
  return new Date((seconds + EAST_EIGHT) * 1000);
}

function dayNumber(seconds) {
  return Math.floor((seconds + EAST_EIGHT) / DAY);
}

const two = (number) => String(number).padStart(2, "0");

/** 19:42 */
export function clockTime(seconds) {
  const date = at(seconds);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** 19:42:07 */
export function exactTime(seconds) {
  return `${clockTime(seconds)}:${two(at(seconds).getUTCSeconds())}`;
}

/** 下午 7:42 */
function spokenTime(seconds) {
  const date = at(seconds);
  const hour = date.getUTCHours();
  const part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : "下午";
  return `${part} ${hour > 12 ? hour - 12 : hour}:${two(date.getUTCMinutes())}`;
}

function dayName(seconds, now) {
  const passed = dayNumber(now) - dayNumber(seconds);
  const date = at(seconds);
  if (passed === 0) return "";
  if (passed === 1) return "昨天";
  if (passed > 1 && passed < 7) return WEEKDAYS[date.getUTCDay()];
  const year = date.getUTCFullYear() === at(now).getUTCFullYear() ? "" : `${date.getUTCFullYear()}年`;
  return `${year}${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

/** When clocks in China last showed this time of day, "19:42": today, or yesterday while today's is to come. */
export function lastShown(timeOfDay, now) {
  const [hours, minutes] = timeOfDay.split(":").map(Number);
  const today = dayNumber(now) * DAY - EAST_EIGHT + hours * 3600 + minutes * 60;
  return today <= now ? today : today - DAY;
}

/** In the list of chats: 19:42, 昨天, 周六, 11月20日. */
export function listTime(seconds, now) {
  return dayName(seconds, now) || clockTime(seconds);
}

/** Above a bubble: 下午 7:42, 昨天 下午 7:42. */
export function spokenWhen(seconds, now) {
  return `${dayName(seconds, now)} ${spokenTime(seconds)}`.trim();
}

/** As an input of type datetime-local wants it: 2026-11-23T19:42 */
export function inputTime(seconds) {
  return at(seconds).toISOString().slice(0, 16);
}

/** Beside the clock: 周一 19:42, and the date where it is not today's real one. */
export function weekdayTime(seconds, realNow) {
  const date = at(seconds);
  const away = dayNumber(seconds) !== dayNumber(realNow);
  return `${away ? `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ` : ""}${WEEKDAYS[date.getUTCDay()]} ${clockTime(seconds)}`;
}
