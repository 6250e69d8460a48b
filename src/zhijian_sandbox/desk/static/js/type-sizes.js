// How large a phone's type is set: what each size is called, and how much larger pages are shown in the phone's browser.
export const SIZES = ["小", "标准", "大", "更大", "特大"];
const PAGES = [0.9, 1, 1.15, 1.3, 1.5];

/** The frame grows and its page is laid out on so much less width: lines become shorter, nothing sticks out. */
export function enlarge(frame, size) {
  frame.style.zoom = PAGES[size - 1];
}
