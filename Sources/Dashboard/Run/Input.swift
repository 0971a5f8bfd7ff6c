import Canvas

/// What an event at the terminal means, given what is on the screen.
///
/// - Returns: The action, or `nil` where the event means nothing here.
public func action(for event: InputEvent, state: DashboardState, frame: Frame, keymap: Keymap) -> Action? {
  switch event {
  case .resize(let size): return .resize(size)
  case .end: return .interrupted
  case .interrupt: return state.overlay == nil ? .interrupted : .closeOverlay
  case .wake, .suspendResumed: return nil
  case .paste(let text):
    switch state.overlay {
    case .search, .palette, .kinds, .columns, .notes, .options, .export, .find, .filter, .note, .saveSegment, .asOf,
      .compareWith:
      return .type(text)
    default: return nil
    }
  case .mouse(let mouse): return action(for: mouse, state: state, frame: frame)
  case .key(let key): return action(for: key, state: state, keymap: keymap)
  }
}

private func action(for key: Key, state: DashboardState, keymap: Keymap) -> Action? {
  switch state.overlay {
  case .explanation where key == Key("e"): return .exportBehind
  case .search, .palette, .kinds, .columns, .notes, .options, .export, .find, .filter, .note, .saveSegment, .asOf,
    .compareWith:
    return typing(key, state: state)
  case .confirm:
    switch key.code {
    case .enter, .character("y"), .character("Y"): return .confirm
    case .escape, .character("n"), .character("N"), .character("q"): return .closeOverlay
    default: return nil
    }
  case .help, .explanation, .cell, .statistics: return scrolling(key, keymap: keymap)
  case .none:
    guard let command = keymap[key, state.view?.sheet.id] else { return nil }
    if let obstacle = command.obstacle(state) { return .refused(obstacle) }
    return command.action
  }
}

private func typing(_ key: Key, state: DashboardState) -> Action? {
  var isSearch = false
  if case .search = state.overlay { isSearch = true }
  switch key.code {
  case .enter: return .accept
  case .escape: return .closeOverlay
  case .tab: return .complete
  case .backspace: return .eraseCharacter
  case .delete: return .eraseForward
  case .left: return .moveInLine(-1)
  case .right: return .moveInLine(1)
  case .home: return .jumpInLine(toEnd: false)
  case .end: return .jumpInLine(toEnd: true)
  case .up: return isSearch ? .move(rows: -1) : .moveInOverlay(-1)
  case .down: return isSearch ? .move(rows: 1) : .moveInOverlay(1)
  case .pageUp: return isSearch ? .page(-1) : .moveInOverlay(-8)
  case .pageDown: return isSearch ? .page(1) : .moveInOverlay(8)
  case .character(let character) where !key.control && !key.alt: return .type(String(character))
  case .character("c") where key.control: return .closeOverlay
  case .character("u") where key.control: return .eraseLine
  case .character("w") where key.control: return .eraseWord
  case .character("a") where key.control: return .jumpInLine(toEnd: false)
  case .character("e") where key.control: return .jumpInLine(toEnd: true)
  case .character("n") where key.control: return .moveInOverlay(1)
  case .character("p") where key.control: return .moveInOverlay(-1)
  default: return nil
  }
}

private func scrolling(_ key: Key, keymap: Keymap) -> Action? {
  switch key.code {
  case .escape, .enter, .character("q"), .character("?"), .character("i"), .character("v"), .character("d"):
    return .closeOverlay
  default: break
  }
  switch keymap[key]?.action {
  case .move(let rows): return .moveInOverlay(rows)
  case .page(let pages): return .moveInOverlay(pages * 10)
  case .jump(let toEnd): return .moveInOverlay(toEnd ? 10_000 : -10_000)
  case .quit, .leave: return .closeOverlay
  default: return nil
  }
}

private func action(for mouse: MouseEvent, state: DashboardState, frame: Frame) -> Action? {
  if state.overlay != nil {
    switch mouse.kind {
    case .wheelUp: return .moveInOverlay(-3)
    case .wheelDown: return .moveInOverlay(3)
    case .press: return .closeOverlay
    default: return nil
    }
  }
  let targets = frame.targets(at: mouse.point)
  switch mouse.kind {
  case .release: return nil
  case .wheelUp, .wheelDown:
    let rows = mouse.kind == .wheelUp ? -3 : 3
    for case .panel(let id) in targets where id != state.overviewFocus { return .focus(panel: id) }
    return .move(rows: rows)
  case .press, .doubleClick:
    for target in targets {
      switch target {
      case .command(let command):
        return command.obstacle(state).map { .refused($0) } ?? command.action
      case .tab(let id):
        return state.screen == .overview ? .focus(panel: id) : .show(.panel(id))
      case .table(let panel, let layout, let columns):
        switch layout.hit(mouse.point) {
        case .row(let row):
          let isFocused = panel == nil || panel == state.overviewFocus
          if mouse.kind == .doubleClick, isFocused { return .enter }
          return .pick(panel: panel, position: row)
        case .header(let index):
          guard columns.indices.contains(index), !columns[index].isEmpty else { continue }
          if let panel, panel != state.overviewFocus { return .focus(panel: panel) }
          return .sort(column: columns[index])
        case nil: continue
        }
      case .panel(let id): return .focus(panel: id)
      case .answer(let position): return mouse.kind == .doubleClick ? .enter : .pickAnswer(position)
      }
    }
    return nil
  }
}
