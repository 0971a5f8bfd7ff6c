/// Common given and family names, with the Latin letters that an e-mail address is made of. No real person.
enum NameList {
  /// A name as written, and in plain ASCII.
  struct Entry: Sendable {
    let written: String
    let ascii: String

    init(_ written: String, _ ascii: String) {
      self.written = written
      self.ascii = ascii
    }
  }

  private static func plain(_ names: String) -> [Entry] {
    names.split(separator: " ").map { Entry(String($0), $0.lowercased()) }
  }

  private static func paired(_ names: String) -> [Entry] {
    names.split(separator: " ").map { pair in
      let parts = pair.split(separator: "/")
      return Entry(String(parts[0]), String(parts[parts.count - 1]))
    }
  }

  /// Given names of Europe.
  static let given: [Entry] =
    plain(
      """
      Emma Noah Anna Lucas Marie Hugo Clara Paul Nora Felix Julia Leo Sarah Tom Lena Max Alice Jules Laura Ben \
      Ciara Liam Aoife Sean Nina Oscar Eva Adam Louise Jack Hannah Finn Camille Arthur Sophie Emil Greta Conor Ida \
      Martin Elise David Maya Simon Vera Peter Rose Mark Helen Daniel
      """)
    + paired("Élodie/elodie Zoé/zoe René/rene Jürgen/juergen Seán/sean Núria/nuria")

  /// Family names of Europe.
  static let family: [Entry] =
    plain(
      """
      Martin Bernard Dubois Moreau Laurent Girard Roux Fournier Morel Lambert Fontaine Rousseau Blanc Garnier \
      Weber Schmidt Fischer Wagner Becker Hoffmann Koch Richter Klein Wolf Neumann Schwarz Braun Hartmann Lange Vogel \
      Murphy Kelly Walsh Byrne Ryan Doyle Nolan Quinn Power Burke Hayes Flynn Brady Keane Casey Carroll Daly Foley
      """)
    + paired("Müller/mueller Schäfer/schaefer Lefèvre/lefevre O'Brien/obrien O'Neill/oneill Groß/gross")

  /// Family names of China, with pinyin.
  static let chineseFamily: [Entry] = paired(
    """
    王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 赵/zhao 周/zhou 吴/wu 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu \
    郭/guo 何/he 高/gao 林/lin 罗/luo 郑/zheng 梁/liang 谢/xie 宋/song 唐/tang 许/xu 韩/han 冯/feng 邓/deng 曹/cao \
    彭/peng 曾/zeng 肖/xiao 田/tian 董/dong 潘/pan 袁/yuan 蔡/cai 蒋/jiang 余/yu 欧阳/ouyang 司马/sima
    """)

  /// Given names of China, with pinyin.
  static let chineseGiven: [Entry] = paired(
    """
    伟/wei 芳/fang 娜/na 敏/min 静/jing 丽/li 强/qiang 磊/lei 军/jun 洋/yang 勇/yong 艳/yan 杰/jie 涛/tao 明/ming \
    超/chao 霞/xia 平/ping 刚/gang 鑫/xin 桂英/guiying 秀兰/xiulan 建华/jianhua 志强/zhiqiang 子涵/zihan \
    欣怡/xinyi 雨桐/yutong 浩然/haoran 宇轩/yuxuan 梓萱/zixuan 诗涵/shihan 俊杰/junjie 思远/siyuan 晓明/xiaoming \
    海燕/haiyan 国强/guoqiang 美玲/meiling 佳怡/jiayi 一诺/yinuo 天宇/tianyu 嘉豪/jiahao 雅琴/yaqin 文静/wenjing \
    志远/zhiyuan 雪梅/xuemei 春华/chunhua 玉兰/yulan 立新/lixin 慧敏/huimin 博文/bowen 可欣/kexin 若曦/ruoxi
    """)
}
