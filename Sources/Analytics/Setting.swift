import Ledger

/// One setting of the analyses: its line in the list, and how it is read and written.
///
/// Each analysis keeps its own list of them beside it; ``AnalyticsSettings/entries`` joins the lists.
public struct Setting: Sendable {
  /// Name with its group: `deciles.window`.
  public let key: String
  /// What may stand there, in words.
  public let accepts: String
  /// What it changes, in one sentence.
  public let meaning: String
  /// Values to choose from on the screen; any other that is accepted may be typed.
  public let offers: [String]
  /// The value as it would be written.
  let read: @Sendable (AnalyticsSettings) -> String
  /// Takes a value; `false` where it is none that the setting accepts, and then nothing is changed.
  let write: @Sendable (inout AnalyticsSettings, String) -> Bool

  /// A setting.
  init(
    _ key: String, accepts: String, offers: [String] = [], _ meaning: String,
    read: @escaping @Sendable (AnalyticsSettings) -> String,
    write: @escaping @Sendable (inout AnalyticsSettings, String) -> Bool
  ) {
    self.key = key
    self.accepts = accepts
    self.meaning = meaning
    self.offers = offers
    self.read = read
    self.write = write
  }
}

extension Setting {
  /// A part of the settings that can be read and written from any thread.
  typealias Place<Value> = WritableKeyPath<AnalyticsSettings, Value> & Sendable

  /// A window of time.
  static func window(_ key: String, _ place: Place<Window>, _ meaning: String) -> Setting {
    Setting(key, accepts: "365d, 6mo, 2y or all", offers: ["90d", "6mo", "365d", "2y", "all"], meaning) {
      $0[keyPath: place].description
    } write: { settings, text in
      guard let window = Window(text) else { return false }
      settings[keyPath: place] = window
      return true
    }
  }

  /// One of a few words; `accepts` is made of them.
  static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ key: String, _ place: Place<Choice>, _ meaning: String
  ) -> Setting {
    let words = Choice.allCases.map(\.rawValue)
    let accepts =
      words.count > 1 ? words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1] : words[0]
    return Setting(key, accepts: accepts, offers: words, meaning) {
      $0[keyPath: place].rawValue
    } write: { settings, text in
      guard let choice = Choice(rawValue: bare(text)) else { return false }
      settings[keyPath: place] = choice
      return true
    }
  }

  /// A whole number in a range; days may be written with a d.
  static func whole(
    _ key: String, _ place: Place<Int>, _ range: ClosedRange<Int>, of noun: String, _ meaning: String
  ) -> Setting {
    Setting(key, accepts: "\(noun), \(range.lowerBound) to \(range.upperBound)", meaning) {
      String($0[keyPath: place])
    } write: { settings, text in
      let digits = bare(text)
      guard let number = Int(digits.hasSuffix("d") ? String(digits.dropLast()) : digits), range.contains(number) else {
        return false
      }
      settings[keyPath: place] = number
      return true
    }
  }

  /// A share, kept as a fraction and written in percent: `2%`. A bare number below 1 is refused: it may mean either.
  static func share(_ key: String, _ place: Place<Double>, _ meaning: String) -> Setting {
    Setting(key, accepts: "a share, such as 2%", meaning) {
      AnalyticsSettings.percent(Int(($0[keyPath: place] * 10_000).rounded()))
    } write: { settings, text in
      guard let hundredths = hundredths(text) else { return false }
      settings[keyPath: place] = Double(hundredths) / 10_000
      return true
    }
  }

  /// A number above zero, up to 100.
  static func ratio(_ key: String, _ place: Place<Double>, of noun: String, _ meaning: String) -> Setting {
    Setting(key, accepts: "\(noun), above 0 up to 100", meaning) {
      plain($0[keyPath: place])
    } write: { settings, text in
      guard let ratio = Double(bare(text)), ratio > 0, ratio <= 100 else { return false }
      settings[keyPath: place] = ratio
      return true
    }
  }

  /// A fixed count of whole numbers that rise, such as 1,4,10.
  static func rising(
    _ key: String, _ place: Place<[Int]>, count: Int, in range: ClosedRange<Int>, accepts: String, _ meaning: String
  ) -> Setting {
    Setting(key, accepts: accepts, meaning) {
      $0[keyPath: place].map(String.init).joined(separator: ",")
    } write: { settings, text in
      guard let numbers = numbers(text, count: count, in: range), zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
        return false
      }
      settings[keyPath: place] = numbers
      return true
    }
  }

  /// A text without blanks and in small letters.
  static func bare(_ text: String) -> String { text.lowercased().filter { $0 != " " } }

  /// Whole numbers with commas between them, in brackets or not; `nil` for another count or one outside the range.
  static func numbers(_ text: String, count: Int, in range: ClosedRange<Int>) -> [Int]? {
    let parts = bare(text).filter { $0 != "[" && $0 != "]" }.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    return numbers.count == count && parts.count == count && numbers.allSatisfy(range.contains) ? numbers : nil
  }

  /// A share in hundredths of a percent. `0.4` alone is refused: it may mean 40 % or 0.4 %.
  static func hundredths(_ text: String) -> Int? {
    let text = bare(text)
    let isMarked = text.hasSuffix("%")
    guard let number = Double(isMarked ? String(text.dropLast()) : text), number >= 0, number <= 100,
      isMarked || number >= 1
    else { return nil }
    return Int((number * 100).rounded())
  }

  /// A number without a needless point.
  static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}
