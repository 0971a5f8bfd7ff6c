import Analytics

/// The rules of the search as plain loops over strings, for comparison.
struct PlainSearch {
  let people: [SmallPerson]
  let asOf: Int32

  /// Readings of the characters that the random shops use.
  static let readings: [Character: [String]] = [
    "王": ["wang"], "小": ["xiao"], "明": ["ming"], "单": ["dan", "shan"], "吕": ["lv", "lu", "lyu"], "安": ["an"],
  ]

  func found(_ query: String) -> [String] {
    let exact = people.map { level(query, $0, mistyped: false) }
    let isEnough = exact.count { $0 != nil } >= CustomerSearch.fewestMatches
    let levels = isEnough ? exact : people.map { level(query, $0, mistyped: true) }
    let order = people.indices.filter { levels[$0] != nil }.sorted { left, right in
      let (first, second) = (levels[left] ?? .typo, levels[right] ?? .typo)
      if first != second { return first < second }
      if people[left].net != people[right].net { return people[left].net > people[right].net }
      return Array(people[left].key.utf8).lexicographicallyPrecedes(Array(people[right].key.utf8))
    }
    return order.map { "\(people[$0].key) \(levels[$0] ?? .typo)" }
  }

  static func fold(_ text: String) -> String {
    let forms: [Character: String] = ["é": "e", "ß": "ss", "ø": "o", "單": "单"]
    return text.lowercased().map { forms[$0] ?? String($0) }.joined()
  }

  private func level(_ query: String, _ person: SmallPerson, mistyped: Bool) -> CustomerSearch.Reason? {
    guard person.orders.contains(where: { $0.day <= asOf }) else { return nil }
    let whole = PlainSearch.fold(query).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    let words = whole.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return nil }
    var levels: [CustomerSearch.Reason] = []
    for word in words {
      guard let level = word.isEmpty ? nil : level(word: word, person, isWhole: false, mistyped: mistyped) else {
        levels = []
        break
      }
      levels.append(level)
    }
    var best = levels.max()
    if let level = best, level < .part, isShared(words, levels, person) { best = .part }
    let asWhole = words.count > 1 ? level(word: whole, person, isWhole: true, mistyped: false) : nil
    return [best, asWhole].compactMap { $0 }.min()
  }

  /// Whether two words of which one begins the other are answered by the same thing.
  private func isShared(_ words: [String], _ levels: [CustomerSearch.Reason], _ person: SmallPerson) -> Bool {
    let related = words.indices.filter { position in
      words.indices.contains {
        $0 != position && (words[$0].hasPrefix(words[position]) || words[position].hasPrefix(words[$0]))
      }
    }
    for reason in CustomerSearch.Reason.allCases where reason != .name {
      if related.count(where: { levels[$0] == reason }) > 1 { return true }
    }
    let asked = related.filter { levels[$0] == .name }.map { words[$0] }
    return !canTake(asked, from: nameWords(person))
  }

  private func canTake(_ words: [String], from names: [String]) -> Bool {
    guard let first = words.first else { return true }
    for position in names.indices where names[position].hasPrefix(first) {
      var rest = names
      rest.remove(at: position)
      if canTake(Array(words.dropFirst()), from: rest) { return true }
    }
    return false
  }

  private func nameWords(_ person: SmallPerson) -> [String] {
    PlainSearch.fold(person.name).split(separator: " ").flatMap { word in
      let parts = word.split(separator: "-", omittingEmptySubsequences: true)
      return parts.indices.map { parts[$0...].joined(separator: "-") }
    }
  }

  private func level(
    word: String, _ person: SmallPerson, isWhole: Bool, mistyped: Bool
  ) -> CustomerSearch.Reason? {
    var found: [CustomerSearch.Reason] = []
    let isShort = word.count <= 2 && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    func look(_ text: String, _ whole: CustomerSearch.Reason, _ prefix: CustomerSearch.Reason) {
      let text = PlainSearch.fold(text)
      if text == word { found.append(whole) }
      if text.hasPrefix(word) { found.append(prefix) }
      if !isShort, text.contains(word) { found.append(.part) }
    }
    look(person.key, .key, .keyPrefix)
    look(person.email, .email, .emailPrefix)
    for other in person.others where other.kind == .account { look(other.text, .key, .keyPrefix) }
    for other in person.others where other.kind == .email { look(other.text, .email, .emailPrefix) }
    let number = word.hasPrefix("#") ? String(word.dropFirst()) : word
    for order in person.orders where order.day <= asOf && !number.isEmpty {
      let folded = PlainSearch.fold(order.id)
      let own = folded.hasPrefix("#") ? String(folded.dropFirst()) : folded
      if own == number { found.append(.order) }
      if own.hasPrefix(number) { found.append(.orderPrefix) }
      if number.count >= 4, own.contains(number) { found.append(.part) }
    }
    let digits = word.filter(\.isNumber)
    if digits.count >= 4, word.allSatisfy({ $0.isNumber || " ()+-./".contains($0) }) {
      for phone in [person.phone] + person.others.filter({ $0.kind == .phone }).map(\.text) {
        let own = phone.filter(\.isNumber)
        let national = String(own.drop { $0 == "0" })
        let significant = String(digits.drop { $0 == "0" })
        if own.hasSuffix(digits) || significant.count >= 7 && own.hasSuffix(significant)
          || national.count >= 7 && digits.hasSuffix(national)
        {
          found.append(.phone)
        } else if own.contains(digits) {
          found.append(.part)
        }
      }
    }
    guard !isWhole else { return found.min() }
    let isHan = word.allSatisfy { PlainSearch.readings[$0] != nil }
    for name in nameWords(person) {
      if name.hasPrefix(word) { found.append(.name) }
      if !isShort, name.contains(word) { found.append(.part) }
      let characters = name.filter { PlainSearch.readings[$0] != nil }.map { $0 }
      if isHan {
        for start in characters.indices where start + word.count <= characters.count {
          if characters[start..<start + word.count].sorted() == word.sorted() { found.append(.characters) }
        }
      }
      for start in characters.indices { found += PlainSearch.spelled(characters[start...], word, true, 0) }
      if mistyped, !isHan, digits.isEmpty || !word.allSatisfy({ $0.isNumber || "()+-./".contains($0) }) {
        let limit = word.count >= 8 ? 2 : word.count >= 4 ? 1 : 0
        if limit > 0, PlainSearch.distance(word, name) <= limit { found.append(.typo) }
      }
    }
    return found.min()
  }

  /// How letters can be shared out among characters.
  private static func spelled(
    _ characters: ArraySlice<Character>, _ letters: String, _ isFull: Bool, _ taken: Int
  ) -> [CustomerSearch.Reason] {
    if letters.isEmpty { return taken == 0 ? [] : [isFull ? .pinyin : .initials] }
    guard let first = characters.first else { return [] }
    var found: [CustomerSearch.Reason] = []
    for reading in readings[first] ?? [] {
      if isFull, reading.hasPrefix(letters), reading != letters { found.append(.pinyinPrefix) }
      for length in 1...reading.count where letters.hasPrefix(reading.prefix(length)) {
        found += spelled(
          characters.dropFirst(), String(letters.dropFirst(length)), isFull && length == reading.count, taken + 1)
      }
    }
    return found
  }

  /// Damerau and Levenshtein's distance by its definition, counted up to 3: two steps meet half way.
  static func distance(_ left: String, _ right: String) -> Int {
    if left == right { return 0 }
    if abs(left.count - right.count) > 2 { return 3 }
    let letters = Set(left + right)
    let near = steps(left, letters)
    if near.contains(right) { return 1 }
    return near.isDisjoint(with: steps(right, letters)) ? 3 : 2
  }

  /// All texts that one mistake makes of a text.
  private static func steps(_ text: String, _ letters: Set<Character>) -> Set<String> {
    let own = Array(text)
    var found: Set<String> = []
    for position in 0...own.count {
      for letter in letters { found.insert(String(own[..<position] + [letter] + own[position...])) }
      guard position < own.count else { continue }
      found.insert(String(own[..<position] + own[(position + 1)...]))
      for letter in letters { found.insert(String(own[..<position] + [letter] + own[(position + 1)...])) }
      guard position + 1 < own.count else { continue }
      var swapped = own
      swapped.swapAt(position, position + 1)
      found.insert(String(swapped))
    }
    return found
  }
}
