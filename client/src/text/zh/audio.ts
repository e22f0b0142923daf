/** The check of a room's loudspeaker and microphone. */
export const audio = {
  check: '测试音箱和话筒',
  hearing: '正在听，请安静两秒……',
  failed: '没能打开话筒，请检查后再测一次。',
  figures: '延迟 {{delay}} 毫秒，音量 {{level}} 分贝',
  advice: {
    fine: '音箱和话筒都很好。',
    echo: '回声大：请把话筒挪得离音箱远一点。',
    quiet: '音箱声音太小：请把音量调大。',
    nothing: '没有听到声音：音箱打开了吗？',
    late: '声音来得太晚：请不用蓝牙音箱，换成连线的。',
    clipped: '声音太大，失真了：请把音量调小。',
  },
};
