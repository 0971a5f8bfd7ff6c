import Glibc
import Testing

@testable import Ingest

@Suite("Encodings")
struct EncodingTests {
  /// Text in another encoding, by the system's converter.
  private func encoded(_ text: String, _ encoding: String) -> [UInt8] {
    guard let converter = iconv_open(encoding, "UTF-8"), converter != iconv_t(bitPattern: -1) else { return [] }
    defer { iconv_close(converter) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 64)
    let made = input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        var (source, target) = (from.baseAddress, to.baseAddress)
        var (left, room) = (from.count, to.count)
        iconv(converter, &source, &left, &target, &room)
        #expect(left == 0, "the text fits \(encoding)")
        return to.count - room
      }
    }
    return output.prefix(made).map { UInt8(bitPattern: $0) }
  }

  private func decode(_ bytes: [UInt8], as name: String? = nil, locale: String = "") throws -> TextTable {
    try tables(bytes, "orders.csv")[0].decoded(as: name, locale: locale, isCancelled: nil)
  }

  private func failure(_ bytes: [UInt8], as name: String?) -> IngestError? {
    do {
      _ = try tables(bytes, "orders.csv")[0].decoded(as: name, locale: "", isCancelled: nil)
      return nil
    } catch {
      return error as? IngestError
    }
  }

  private let chinese = """
    订单编号,买家会员名,买家实际支付金额,收货地址,订单创建时间
    100001,王小明,25.50,广东省 深圳市 南山区,2017-07-08 00:42:32
    100002,李华,8.00,浙江省 杭州市 西湖区,2017-07-09 10:11:12

    """
  private let traditional = """
    訂單編號,客戶姓名,訂單日期,商品名稱,金額
    100001,陳怡君,2021-03-04,綠茶禮盒,250
    100002,林志豪,2021-03-05,鳳梨酥,480

    """

  @Test("Unicode with and without a byte order mark")
  func unicode() throws {
    for encoding in ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"] {
      let mark = encoded("\u{FEFF}", encoding)
      let table = try decode(mark + encoded(chinese, encoding))
      #expect(table.text == chinese && table.encoding == encoding)
    }
    for encoding in ["UTF-16LE", "UTF-16BE"] {
      let table = try decode(encoded(chinese, encoding))
      #expect(table.text == chinese && table.encoding == encoding)
    }
    let marked = try decode([0xEF, 0xBB, 0xBF] + Array(chinese.utf8))
    #expect(marked.encoding == "UTF-8 with BOM" && marked.content.count == chinese.utf8.count + 3)
    #expect(try decode(Array(chinese.utf8)).encoding == "UTF-8")
  }

  @Test("Chinese text by its headers, whatever else is in it")
  func headers() throws {
    for (text, encoding) in [(chinese, "GB18030"), (traditional, "Big5")] {
      let table = try decode(encoded(text, encoding == "Big5" ? "CP950" : encoding))
      #expect(table.text == text && table.encoding == encoding && table.audit.remarks.isEmpty)
    }
    let few = "订单号,x\n" + String(repeating: "1,2\n", count: 1_000)
    #expect(try decode(encoded(few, "GB18030")).encoding == "GB18030")
  }

  @Test("Chinese text without Chinese headers, with few cells, single signs, and letters beside")
  func cells() throws {
    let texts = [
      "order,city\n1,Paris\n2,北京\n3,London\n", "id,sex,n\n1,男,5\n2,女,6\n3,男,7\n",
      "id,title\n1,T恤\n2,iPhone手机壳\n3,A款红色\n4,POLO衫\n", "id,amount\n1,12元\n2,15元\n3,8元\n", "id,n\n1,一\n",
      "id,name\n1,王喆\n2,陈镕\n3,李娜\n4,赵芳芳\n5,周晓东\n",
    ]
    for text in texts {
      let table = try decode(encoded(text, "GB18030"))
      #expect(table.text == text && table.encoding == "GB18030", "\(text)")
    }
    let big5 = "id,city,name\n1,台北市,陳小姐\n2,高雄市,林先生\n3,新竹縣,王先生\n"
    #expect(try decode(encoded(big5, "CP950")).text == big5)
  }

  @Test("Western text never becomes Chinese")
  func western() throws {
    var generator = SeededGenerator(seed: 41)
    let letters: [Character] = Array("éüñèàçöäßåøÉÜÑÀÁÅÖ")
    let syllables = ["ma", "ri", "lo", "ne", "ber", "tran", "sco", "vi"]
    for round in 0..<300 {
      var text = "order_id,name,city,price\n"
      for row in 0..<Int.random(in: 1...12, using: &generator) {
        var name = ""
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          name += syllables[Int.random(in: 0..<syllables.count, using: &generator)]
          // Now and then two next to each other, which are one character of GBK.
          for _ in 0..<Int.random(in: 0...2, using: &generator) {
            name.append(letters[Int.random(in: 0..<letters.count, using: &generator)])
          }
        }
        let capital = round % 3 == 0 ? "ÁÅÀ".map(String.init)[row % 3] + "lvar" : "Ángel"
        text += "\(row),\(name),\(capital),\(row % 2 == 0 ? "£12.50" : "20 €")\n"
      }
      let table = try decode(encoded(text, "CP1252"))
      #expect(table.encoding == "Windows-1252" && table.text == text, "\(text)")
    }
    for text in [
      "name\nCRÉÉE\n", "x,t\n1,20°C\n2,21°C\n3,19°F\n", "name\nÁngel\nÁlvaro\nÅsa\nÀlex\n", "n,p\n1,£5\n2,£7 ½\n",
      "name\nMüßéü\nZoë\nNoël\n", "name\nÄÖÜ\n", "q,ß\n“quoted”,–\n",
    ] {
      #expect(try decode(encoded(text, "CP1252")).text == text, "\(text)")
    }
  }

  @Test("Korean and Japanese text")
  func others() throws {
    let korean = "주문번호,이름\n" + (1...20).map { "\($0),홍길동 서울특별시\n" }.joined()
    #expect(try decode(encoded(korean, "UHC")).text == korean)
    let japanese = "注文番号,お名前\n" + (1...20).map { "\($0),さくら とうきょう カメラ\n" }.joined()
    for (encoding, name) in [("CP932", "Shift_JIS"), ("EUC-JP", "EUC-JP")] {
      let table = try decode(encoded(japanese, encoding))
      #expect(table.text == japanese && table.encoding == name)
    }
  }

  @Test("The locale decides where nothing else does, and that is said")
  func locale() throws {
    let text = "номер,город\n1,Москва\n2,Тверь\n"
    let table = try decode(encoded(text, "CP1251"), locale: "ru_RU.UTF-8")
    #expect(table.text == text && table.audit.remarks.first?.contains("CP1251") == true)
    #expect(try decode(encoded(text, "CP1251"), locale: "C").encoding == "Windows-1252")
  }

  @Test("A byte that is none of Windows' characters stays what it is")
  func holes() throws {
    let table = try decode(Array("name\nZo".utf8) + [0xEB, 0x81, 0x2C, 0x80, 10])
    #expect(table.text == "name\nZoë\u{81},€\n")
  }

  @Test("A bad byte late in UTF-8 text is shown and remarked with its line, not guessed over")
  func damaged() throws {
    let rows = (1...30_000).map { "\($0),Zoë König,北京\n" }.joined()
    let cut = try decode(Array(rows.utf8) + Array("30001,北京".utf8).dropLast() + Array(",5\n30002,x,y\n".utf8))
    #expect(cut.encoding == "UTF-8" && cut.text == rows + "30001,北��,5\n30002,x,y\n")
    #expect(cut.audit.remarks == ["Bytes that are no UTF-8 are shown as “�” in 1 place, the first in line 30,001."])
    let west = try decode(Array(rows.utf8) + encoded("30001,José\n30002,Zoé\n", "CP1252") + Array("30003,Zoë\n".utf8))
    #expect(west.text == rows + "30001,José\n30002,Zoé\n30003,Zoë\n")
    #expect(west.audit.remarks.first?.contains("2 lines are in another encoding") == true)
    #expect(west.audit.remarks.first?.contains("Windows-1252. The first is line 30,001") == true)
    let east = try decode(Array(rows.utf8) + encoded("30001,王小明,广东省\n", "GB18030"))
    #expect(east.text == rows + "30001,王小明,广东省\n")
    let single = try decode(Array((rows + "30001,x").utf8) + [0xE5, 0x8C] + Array(",y\n".utf8))
    #expect(single.text == rows + "30001,x��,y\n")
    let halves = try decode(Array(rows.utf8) + encoded(chinese, "GB18030") + encoded(chinese, "GB18030"))
    #expect(halves.text == rows + chinese + chinese)
  }

  @Test("Chinese text with a broken byte stays Chinese")
  func damagedChinese() throws {
    let rows = (1...300).map { "\($0),王小明,广东省深圳市\n" }.joined()
    let bytes = encoded(chinese + rows, "GB18030") + Array("301,".utf8) + [0xB9, 10] + Array("302,x\n".utf8)
    let table = try decode(bytes)
    #expect(table.encoding == "GB18030" && table.text == chinese + rows + "301,�\n302,x\n")
    #expect(table.audit.remarks.first?.contains("line 304") == true)
  }

  @Test("A zero byte near the beginning is no text; far inside it becomes a blank, with a remark")
  func zeros() throws {
    #expect(failure(Array("customer_id,da\0te\n".utf8), as: nil)?.what == "byte 15 is zero: this is no text")
    let rows = String(repeating: "1,2,3\n", count: 60_000)
    let table = try decode(Array((rows + "a\0b,c\n" + rows).utf8))
    #expect(table.text == rows + "a b,c\n" + rows)
    #expect(table.audit.remarks == ["Zero bytes were read as blanks: 1, the first in line 60,001."])
  }

  @Test("An encoding that a person names is used, by any of its names")
  func named() throws {
    let text = "name\n王小明 é\n"
    for name in ["gbk", "GB2312", "gb18030", "cp936", "GB_2312-80", "euc-cn"] {
      #expect(try decode(encoded(text, "GB18030"), as: name).text == text)
    }
    for (name, encoding) in [
      ("latin1", "CP1252"), ("ISO-8859-1", "CP1252"), ("windows-1252", "CP1252"), ("iso-8859-15", "ISO-8859-15"),
      ("cp850", "CP850"), ("windows-1250", "CP1250"), ("macintosh", "MACINTOSH"), ("utf-16le", "UTF-16LE"),
      ("UTF16", "UTF-16"), ("utf8", "UTF-8"),
    ] {
      #expect(
        try decode(
          encoded("naïve é\n", encoding == "CP1250" ? "UTF-8" : encoding), as: encoding == "CP1250" ? "utf8" : name
        ).text == "naïve é\n", "\(name)")
    }
    for name in Encodings.names { _ = try Encodings.canonical(name, file: "x") }
    #expect(try decode([0xFF, 0xFE] + encoded("é\n", "UTF-16LE"), as: "utf-16").text == "é\n")
  }

  @Test("An unknown name, and bytes that are none of the encoding named")
  func refused() {
    #expect(failure(Array("a\n".utf8), as: "gkb")?.what.contains("the nearest is 'gbk'") == true)
    for name in ["", "//", "utf-8//TRANSLIT", "klingon"] {
      #expect(failure(Array("a\n".utf8), as: name)?.kind == .unreadable)
    }
    let wrong = failure(Array("a,b\nc,d\nZo".utf8) + [0xEB, 10], as: "utf-8")
    #expect(wrong?.line == 3 && wrong?.what.contains("byte 11 ") == true)
    let bad = failure(Array("a,b\nc,d\n".utf8) + [0xB9, 10], as: "gbk")
    #expect(bad?.line == 3 && bad?.what.contains("byte 9 ") == true)
  }

  @Test("A line of many megabytes, and characters on every border of the windows")
  func borders() throws {
    let long = [UInt8](repeating: 0x61, count: 20 << 20)
    let table = try decode(long + [0xC3, 10])
    #expect(table.bytes.count == (20 << 20) + 3)
    let unit = "aé中𝄞"
    for pad in 0..<7 {
      let text = String(repeating: "x", count: pad) + String(repeating: unit, count: 60_000) + "\n"
      #expect(try decode(Array(text.utf8)).encoding == "UTF-8")
      #expect(try decode(encoded(text, "GB18030"), as: "gb18030").text == text)
      #expect(try decode(encoded(text, "UTF-16LE"), as: "utf-16le").text == text)
    }
  }
}
